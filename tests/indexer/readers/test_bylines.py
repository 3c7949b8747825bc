import pytest

from indexer.readers.bylines import agency_of, authors_of, dateline_agency, given_authors, is_byline


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Jane Example, Staff writer", ("Jane Example",)),
        ("BY TED D'EXAMPLE, Reuters", ("Ted D'Example",)),
        ("By Jane Example and John Sample | Agencies", ("Jane Example", "John Sample")),
        ("by A. Sample in Sampleton", ("A. Sample",)),
        ("Written by: María de la Muestra", ("María de la Muestra",)),
        ("By Jane Example & Jane Example", ("Jane Example",)),
        ("By our own correspondent", ()),
        ("By Reuters Staff", ()),
    ],
)
def test_names_are_drawn_out_of_a_byline(byline: str, authors: tuple[str, ...]) -> None:
    assert authors_of(byline) == authors


@pytest.mark.parametrize(
    "line",
    ["By Monday Jane had left.", "By Tuesday Evening", "Byron Example", "By the sea", "By X"],
)
def test_line_that_names_nobody_is_no_byline(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("Sampleton Post staff", ("Sampleton Post staff",)),
        ("https://example.org/jane", ()),
        ("jane@example.org", ()),
        ("By Jane", ("Jane",)),
        ("   ", ()),
        ("Jane Example; John Sample", ("Jane Example", "John Sample")),
    ],
)
def test_field_for_authors_is_kept_as_given_when_it_holds_no_full_name(
    value: str, authors: tuple[str, ...]
) -> None:
    assert given_authors(value) == authors


def test_agency_is_known_by_any_of_its_forms() -> None:
    credits = ["(AP)", "— Reuter", "[Agence France-Presse]", "PTI.", "agencies", "the AP said"]

    assert [agency_of(credit) for credit in credits] == [
        "Associated Press",
        "Reuters",
        "AFP",
        "PTI",
        "",
        "",
    ]


def test_dateline_needs_a_place_in_capitals_and_a_dash() -> None:
    texts = ["PARIS, May 3 (AFP) - A.", "PARIS (AFP) said so", "Paris (Post) - A.", ""]

    assert [dateline_agency(text) for text in texts] == ["AFP", "", "", ""]
