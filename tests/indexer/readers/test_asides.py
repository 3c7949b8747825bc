import pytest

from indexer.readers.asides import find_asides


def asides(text: str, *, in_paragraphs: bool = True) -> list[str]:
    return [text[start:end] for start, end in find_asides(text, in_paragraphs=in_paragraphs)]


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        (
            "It rained. WATCH | Rain falls on Sampleton × It went on.",
            "WATCH | Rain falls on Sampleton ×",
        ),
        ("It rained.\n\nWATCH | Rain falls\n\nIt went on.", "WATCH | Rain falls"),
        ("It rained. Also read: Sun to follow", "Also read: Sun to follow"),
        ("It rained.\n\nALSO READ | Sun to follow\n\nIt did.", "ALSO READ | Sun to follow"),
        ("It rained.\n\nRead also: Sun to follow", "Read also: Sun to follow"),
        ("It rained.\n\nRelated: Sun to follow", "Related: Sun to follow"),
        ("It rained. (With inputs from agencies)", "(With inputs from agencies)"),
        ("It rained. (with agency inputs) It did.", "(with agency inputs)"),
        ("It rained (Photo: Jane Example) all day.", "(Photo: Jane Example)"),
        ("It rained all day. Photo: rain on a roof", "Photo: rain on a roof"),
        ("It rained. [File photo]", "[File photo]"),
        ("It rained.\n\nFile photo: Rain in Sampleton.", "File photo: Rain in Sampleton."),
        ("It rained.\n\nFILE - Rain in Sampleton in 2019.", "FILE - Rain in Sampleton in 2019."),
        (
            "FILE PHOTO: Rain, May 3, 2020. REUTERS/Jane Example/File Photo It rained.",
            "FILE PHOTO: Rain, May 3, 2020. REUTERS/Jane Example/File Photo",
        ),
        ("It rained.\n\n© 2020 Sampleton Post", "© 2020 Sampleton Post"),
        ("By Jane Example, Staff writer\n\nIt rained.", "By Jane Example, Staff writer"),
        (
            "It rained.\n\n(Reporting by J. Example in A (North); Editing by S. Sample)",
            "(Reporting by J. Example in A (North); Editing by S. Sample)",
        ),
        ("It rained.\n\nReporting by Jane Example", "Reporting by Jane Example"),
        ("SAMPLETON (Reuters) - It rained.", "(Reuters)"),
        ("SAMPLETON, 3 May (Example Wire) — It rained.", "(Example Wire)"),
        ("It rained.\n\n- AFP", "- AFP"),
        ("It rained.\n\nReuters", "Reuters"),
        ("It rained.\n\nSign up for our newsletter!", "Sign up for our newsletter!"),
        ("It rained.\n\nFollow The Post on Facebook.", "Follow The Post on Facebook."),
        ("Published · Updated\n\nIt rained.", "Published · Updated"),
        ("Updated 5 May 2020 10:00 GMT\n\nIt rained.", "Updated 5 May 2020 10:00 GMT"),
    ],
)
def test_fragment_is_an_aside_and_the_story_around_it_is_not(text: str, aside: str) -> None:
    assert asides(text) == [aside]


@pytest.mark.parametrize(
    "text",
    [
        "Reuters reported the rain first.",
        "Reporting by journalists was forbidden in the valley.",
        "Related stories of rain were told for years.",
        "The image (of a wet town) stayed with them.",
        "Video from the valley shows three wet men.",
        "By Friday, Three Roads Were Under Water",
        "By the river, people waited.",
        "People watch: the rain falls.",
        "He read more books than anyone.",
        "Published in 2020, the report was wet.",
        "Follow the river on foot and you get wet.",
        "Subscribe to the idea that rain is good, she said.",
        "The club (AFP-backed) lost.",
        "In May 2020 it rained.",
    ],
)
def test_sentence_that_only_begins_like_a_fragment_is_searched(text: str) -> None:
    assert asides(text) == []


def test_crosshead_is_cut_where_two_names_run_into_each_other() -> None:
    text = (
        "Mayor Example met Governor Sample. WATCH | They meet × Example's talk with Sample Example "
        "spoke of it on Monday.\n\nSample listened, said Example. It was raining, Example said."
    )

    assert asides(text) == ["WATCH | They meet ×", "Example's talk with Sample"]


def test_name_of_two_words_behind_a_caption_is_no_crosshead() -> None:
    text = (
        "Jane Example met the governor. WATCH | They meet × On Monday Jane Example spoke of it. "
        "Jane was glad. It rained, said Example."
    )

    assert asides(text) == ["WATCH | They meet ×"]


def test_pointer_inside_a_whole_paragraph_stays_where_paragraphs_are_known() -> None:
    text = "It rained. Also read: Sun to follow"

    assert asides(text, in_paragraphs=False) == []


def test_asides_that_overlap_become_one() -> None:
    text = "Also read: Rain (Photo: Jane Example)"

    assert asides(text) == [text]
