from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive.model import Span
from archive.search.results import SnippetPart
from web.presenters.passages import Marked, Run, blocks, paragraphs


def marked(start: int, end: int) -> Marked:
    return Marked(start, end, "actor", "Heading", "/search?actor=x")


def plain(text: str, *, is_aside: bool = False) -> Run:
    return Run((SnippetPart(text),), is_aside)


def name(*parts: SnippetPart, is_aside: bool = False) -> Run:
    return Run(parts, is_aside, "actor", "Heading", "/search?actor=x")


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert paragraphs("One\nline.\n\n\n \nTwo.", [], [], []) == (
        (plain("One\nline."),),
        (plain("Two."),),
    )


def test_names_are_cut_out_of_their_paragraph() -> None:
    assert paragraphs("Then Ada spoke.\n\nBo sat.", [marked(5, 8), marked(17, 19)], [], []) == (
        (plain("Then "), name(SnippetPart("Ada")), plain(" spoke.")),
        (name(SnippetPart("Bo")), plain(" sat.")),
    )


def test_matches_are_marked_in_names_and_beside_them() -> None:
    assert paragraphs("Ada Larsen spoke", [marked(0, 10)], [], [(4, 10), (11, 16)]) == (
        (
            name(SnippetPart("Ada "), SnippetPart("Larsen", is_match=True)),
            Run((SnippetPart(" "), SnippetPart("spoke", is_match=True))),
        ),
    )


def test_asides_are_told_apart() -> None:
    assert paragraphs("Gulls. (Photo: Jo) End", [], [(7, 18)], []) == (
        (plain("Gulls. "), plain("(Photo: Jo)", is_aside=True), plain(" End")),
    )


def test_of_names_that_overlap_the_first_and_longest_is_kept() -> None:
    (paragraph,) = paragraphs("Ada Larsen", [marked(4, 10), marked(0, 3), marked(0, 10)], [], [])

    assert paragraph == (name(SnippetPart("Ada Larsen")),)


def spans(longest: int) -> st.SearchStrategy[list[Span]]:
    ends = st.integers(0, longest)
    return st.lists(st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair))), max_size=4)


@given(st.text("ab \n", max_size=30), spans(30), spans(30), spans(30))
def test_no_letter_of_a_text_is_lost_or_doubled(
    text: str, names: list[Span], asides: list[Span], matches: list[Span]
) -> None:
    found = paragraphs(text, [marked(*span) for span in names], asides, matches)

    shown = ["".join(part.text for run in paragraph for part in run.parts) for paragraph in found]
    assert shown == [text[start:end] for start, end in blocks(text)]
    assert "".join("".join(shown).split()) == "".join(text.split())


def test_quotations_are_cut_out_with_the_names_in_them() -> None:
    text = "Ada said Bo must go."
    (runs,) = paragraphs(text, [marked(0, 3), marked(9, 11)], [], [(12, 16)], [(9, 19)])
    assert [("".join(p.text for p in r.parts), r.is_said, r.anchor) for r in runs] == [
        ("Ada", False, ""),
        (" said ", False, ""),
        ("Bo", True, "said-1"),
        (" must go", True, ""),
        (".", False, ""),
    ]
    assert runs[3].parts[1] == SnippetPart("must", is_match=True)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5))
def test_a_text_is_whole_whatever_is_quoted(spans: list[Span]) -> None:
    text = "One two three.\n\nFour five six."
    quotes = [(min(span), max(span)) for span in spans]
    shown = paragraphs(text, [marked(4, 7)], [(20, 24)], [(0, 3)], quotes)
    words = ["".join(part.text for run in block for part in run.parts) for block in shown]
    assert words == ["One two three.", "Four five six."]
