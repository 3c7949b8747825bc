import pytest

from archive.errors import MalformedSeedError
from archive.model import Name, NameKind, PartialDate, Reject, Story
from tests.indexer.readers.seeds import asides_of, read_all, read_one

HEADER = '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n'
STORY = """<REUTERS TOPICS="NO" OLDID="1" NEWID="5544">
<DATE> 3-APR-1987 15:01:01.79&#5;&#5;&#5;F</DATE>
<TOPICS><D>tin</D></TOPICS>
<PLACES><D>usa</D><D>west-germany</D></PLACES>
<PEOPLE><D>jane-example</D><D>sample</D></PEOPLE>
<ORGS><D>imf</D><D>worldbank</D></ORGS>
<UNKNOWN>&#5;&#5;C&#22;f0704 reute</UNKNOWN>
<TEXT>&#2;
<TITLE>SAMPLE &lt;SMP> SAYS TIN
IS DEARER</TITLE>
<AUTHOR>    BY JANE O'EXAMPLE, Reuters</AUTHOR>
<DATELINE>    SAMPLETON, April 3 - </DATELINE><BODY>Tin is dearer than it was, Sample &amp; Co
said on Friday.
    It did not say why.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
"""


def wire(text: str, newid: int = 1) -> str:
    return f'<REUTERS NEWID="{newid}"><DATE>26-FEB-1987</DATE>{text}</REUTERS>\n'


def test_element_becomes_a_story_with_all_it_says() -> None:
    text = (
        "SAMPLETON, April 3 - Tin is dearer than it was, Sample & Co said on Friday.\n\n"
        "It did not say why.\n\nReuter"
    )

    story = read_one("0.sgm", HEADER + STORY)

    assert story == Story(
        story_id="",
        locator="seeds/0.sgm#5544",
        headline="SAMPLE <SMP> SAYS TIN IS DEARER",
        text=text,
        published=PartialDate.of(1987, 4, 3, raw="3-APR-1987 15:01:01.79F"),
        asides=((len(text) - 6, len(text)),),
        source="Reuters",
        authors=("Jane O'Example",),
        language="en",
        reader="reuters_sgml",
        given_names=(
            Name(NameKind.ACTOR, "Jane Example"),
            Name(NameKind.ACTOR, "Sample"),
            Name(NameKind.ORGANISATION, "IMF"),
            Name(NameKind.ORGANISATION, "World Bank"),
            Name(NameKind.PLACE, "USA"),
            Name(NameKind.PLACE, "West Germany"),
        ),
    )
    assert asides_of(story) == ["Reuter"]


def test_story_without_a_body_keeps_its_text_and_makes_its_headline_of_it() -> None:
    story = read_one(
        "0.sgm", wire('<TEXT TYPE="UNPROC">&#2;\nTIN REPORT\n Tin.....12\n Zinc.....9\n</TEXT>')
    )

    assert (story.headline, story.text) == ("TIN REPORT", "TIN REPORT\n\nTin.....12\n\nZinc.....9")


def test_placeholder_of_a_headline_without_a_story_is_no_text() -> None:
    story = read_one(
        "0.sgm", wire("<TEXT>&#2;\n******<TITLE>TIN IS DEARER</TITLE>Blah blah blah.\n&#3;</TEXT>")
    )

    assert (story.headline, story.text) == ("TIN IS DEARER", "")


def test_empty_and_unclosed_elements_are_rejected_and_the_others_come() -> None:
    content = (
        wire("<TEXT>&#2;\n&#3;</TEXT>", 1)
        + '<REUTERS NEWID="2"><TITLE>CUT</TITLE>\n'
        + wire("<TITLE>WHOLE</TITLE>", 3)
    )

    items = read_all("0.sgm", content)

    assert items[:2] == [
        Reject(
            "seeds/0.sgm#1",
            "EmptySeedError",
            "neither a title nor a text in the record",
            "reuters_sgml",
        ),
        Reject(
            "seeds/0.sgm#2",
            "MalformedSeedError",
            "</REUTERS> is missing; the file was cut short",
            "reuters_sgml",
        ),
    ]
    assert isinstance(items[2], Story)
    assert items[2].headline == "WHOLE"


def test_day_that_never_was_leaves_the_story_undated_with_a_note() -> None:
    story = read_one(
        "0.sgm", '<REUTERS NEWID="7"><DATE>30-FEB-1987</DATE><TITLE>T</TITLE></REUTERS>'
    )

    assert story.published.iso == ""
    assert story.notes == ("seeds/0.sgm#7: 30-feb-1987 is no day; indexed as undated",)


def test_sgml_of_another_kind_is_refused() -> None:
    with pytest.raises(MalformedSeedError, match="no <REUTERS> element; is it another kind"):
        read_all("a.sgml", "<BOOK><P>The ferry sank.</P></BOOK>")


def test_stories_come_in_order_with_their_own_numbers() -> None:
    content = HEADER + "".join(wire(f"<TITLE>STORY {n}</TITLE>", n) for n in range(1, 301))

    items = read_all("0.sgm", content)

    assert [item.locator for item in items] == [f"seeds/0.sgm#{n}" for n in range(1, 301)]
