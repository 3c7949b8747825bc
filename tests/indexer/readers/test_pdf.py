import pytest

from archive.errors import EmptySeedError, MalformedSeedError, SeedError
from tests.indexer.readers.seeds import read_all, read_one


def pdf(*pages: list[str]) -> bytes:
    """A document whose pages hold these lines, in Helvetica (ISO 32000-1, 7.5)."""
    font = 3 + 2 * len(pages)
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
    ]
    for number, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
        content = f"BT /F1 12 Tf 72 700 Td {shown} ET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {4 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 {font} 0 R >> >> >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    data, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{data}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    ).encode()


DOCUMENT = pdf(["Date: 28 April 2023", "The ferry sank in the bay."], ["Nobody was hurt."])


def test_words_of_all_pages_are_read_as_plain_text_is() -> None:
    story = read_one("a.pdf", DOCUMENT)

    assert (story.locator, story.reader, story.published.iso) == (
        "seeds/a.pdf",
        "pdf",
        "2023-04-28",
    )
    assert story.text == "The ferry sank in the bay.\n\nNobody was hurt."


def test_pdf_is_known_by_its_first_bytes() -> None:
    assert read_one("scan", DOCUMENT).reader == "pdf"


def test_pages_without_letters_are_refused_with_what_to_do() -> None:
    with pytest.raises(EmptySeedError, match="ocrmypdf"):
        read_all("a.pdf", pdf([], []))


def test_damaged_pdf_is_refused() -> None:
    with pytest.raises(MalformedSeedError, match="not readable as PDF"):
        read_all("a.pdf", b"%PDF-1.7\n" + b"\x00\xff" * 500)


@pytest.mark.parametrize("kept", range(10, len(DOCUMENT), 97))
def test_pdf_cut_short_is_read_or_refused(kept: int) -> None:
    try:
        items = read_all("a.pdf", DOCUMENT[:kept])
    except SeedError:
        return
    assert items
