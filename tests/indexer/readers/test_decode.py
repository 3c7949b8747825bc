import codecs

import pytest

from archive.errors import EmptySeedError, UndecodableSeedError
from indexer.readers.decode import clean, decode, one_line

POLISH = "Burmistrz Łódzi powiedział, że współpraca z Węgrami jest ważna dla całej okolicy. " * 2
RUSSIAN = "Мэр заявил, что переговоры продолжатся на следующей неделе в городе. " * 2
JAPANESE = "市長は来週、町の橋について会談を続けると述べた。経済についても話し合う予定だ。" * 2


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("café".encode(), "café"),
        (codecs.BOM_UTF8 + "café".encode(), "café"),
        (codecs.BOM_UTF16_LE + "café".encode("utf-16-le"), "café"),
        (codecs.BOM_UTF16_BE + "café".encode("utf-16-be"), "café"),
        ("café".encode("utf-32"), "café"),
        ("The café is closed.".encode("utf-16-le"), "The café is closed."),
        ("The café is closed.".encode("utf-16-be"), "The café is closed."),
    ],
)
def test_unicode_is_decoded_without_a_note(data: bytes, text: str) -> None:
    seed = decode(data, "a.txt")

    assert (seed.text, seed.notes) == (text, ())


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "“It’s a naïve café,” said José Muñoz – in São Paulo."),
        ("cp1250", POLISH),
        ("cp1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("cp932", JAPANESE),
    ],
)
def test_other_encodings_are_guessed_and_the_guess_is_noted(encoding: str, text: str) -> None:
    seed = decode(text.encode(encoding), "a.txt")

    assert seed.text == text
    assert seed.notes == (f"read as {encoding.replace('-', '_')}, a guess",)


def test_charset_that_a_page_declares_is_believed() -> None:
    page = '<html><meta charset="iso-8859-2"><p>Łódź</p></html>'

    assert decode(page.encode("iso-8859-2"), "a.html").text == page


def test_charset_declared_wrongly_gives_way_to_utf_8() -> None:
    page = '<html><meta charset="iso-8859-1"><p>Łódź</p></html>'

    assert decode(page.encode(), "a.html").text == page


@pytest.mark.parametrize("charset", ["no-such-charset", "hex", "utf-7x", "idna"])
def test_unknown_charset_is_passed_over(charset: str) -> None:
    page = f'<html><meta charset="{charset}"><p>The café is closed.</p></html>'

    assert decode(page.encode("cp1252"), "a.html").text == page


def test_latin_1_is_read_as_its_superset_on_the_web() -> None:
    page = '<html><meta charset="iso-8859-1"><p>“Yes”</p></html>'

    assert decode(page.encode("cp1252"), "a.html").text == page


def test_few_broken_characters_among_good_ones_are_let_pass_with_a_note() -> None:
    seed = decode("é".encode() * 40 + b"\xc3", "a.txt")

    assert seed.text == "é" * 40 + "\ufffd"
    assert seed.notes == ("1 characters could not be read as utf-8",)


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"\x7fELF\x02\x01\x01" + bytes(64),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(40)),
        b"\xff" * 1000,
        codecs.BOM_UTF16_LE + b"\x00\xd8" * 50,
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UndecodableSeedError, match=r"^a\.bin: .+; "):
        decode(data, "a.bin")


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", "\u200b\ufeff \x85".encode(), b"\xef\xbb\xbf"])
def test_nothing_to_read_is_said_to_be_empty(data: bytes) -> None:
    with pytest.raises(EmptySeedError, match=r"^a\.txt: "):
        decode(data, "a.txt")


def test_clean_leaves_what_can_be_seen_and_stored() -> None:
    assert clean("a\r\nb\rc\u2028d\x00\x1b\x7f\ud800\uffffe\u0301\tf") == "a\nb\nc\ndé\tf"


def test_one_line_joins_words() -> None:
    assert one_line("  The\u00a0old \n bridge\u200b ") == "The old bridge"
