import pytest

from indexer.readers.sentences import first_sentence, headline_from, shortened


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Mr. Example of the U.S. left. He is back.", "Mr. Example of the U.S. left."),
        ("Gov. J. R. Sample won 3.5 percent. It rained.", "Gov. J. R. Sample won 3.5 percent."),
        ("They live at No. 10. Rain fell.", "They live at No. 10."),
        ('"Go now." She left.', '"Go now."'),
        ("“Is it wet?” he asked. Yes.", "“Is it wet?” he asked."),
        ("Rain! It fell.", "Rain!"),
        ("Acme Corp. rose. Rain fell.", "Acme Corp. rose."),
        ("On Jan. 5 it rained. It stopped.", "On Jan. 5 it rained."),
        ("No end in sight\n\nA second paragraph.", "No end in sight"),
        ("雨が降った。町は濡れた。", "雨が降った。"),
        ("  \n\n It  rained. ", "It rained."),
        ("", ""),
    ],
)
def test_first_sentence_ends_where_a_reader_would_say(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


def test_long_sentence_is_cut_at_a_word() -> None:
    headline = shortened("The councillors, " * 20)

    assert headline == "The councillors, " * 8 + "The …"
    assert len(headline) <= 150


def test_one_endless_word_is_cut_anyway() -> None:
    assert shortened("x" * 400) == "x" * 149 + "…"


def test_asides_make_no_headline_unless_there_is_nothing_else() -> None:
    text = "By Jane Example\n\nIt rained."

    assert headline_from(text, ((0, 15),)) == "It rained."
    assert headline_from("By Jane Example", ((0, 15),)) == "By Jane Example"
