import pytest

from archive.errors import MalformedSeedError
from indexer.readers.gzipped import unzipped
from tests.indexer.readers.seeds import read_all, read_one, seed, zipped


def test_gzipped_seed_is_read_as_the_file_in_it() -> None:
    story = read_one("a.txt.gz", zipped(" date 2023-04-28 The ferry sank."))

    assert (story.locator, story.reader, story.text) == (
        "seeds/a.txt.gz",
        "seed_text",
        "The ferry sank.",
    )


def test_gzip_is_known_by_its_first_bytes() -> None:
    assert unzipped(seed("a.txt", zipped("Yes."))) == ("a.txt", b"Yes.")
    assert unzipped(seed("A.TXT.GZ", b"Yes.")) == ("A.TXT", b"Yes.")


@pytest.mark.parametrize("kept", [2, 5, 12, -9, -1])
def test_gzip_cut_short_is_refused(kept: int) -> None:
    with pytest.raises(MalformedSeedError, match=r"^seeds/a.txt.gz: .*damaged or cut short; copy"):
        read_all("a.txt.gz", zipped("The ferry sank. " * 50)[:kept])


def test_gzip_with_a_wrong_checksum_is_refused() -> None:
    data = bytearray(zipped("The ferry sank."))
    data[-8] ^= 0xFF

    with pytest.raises(MalformedSeedError):
        read_all("a.txt.gz", bytes(data))


def test_gzip_that_grows_beyond_the_limit_is_refused() -> None:
    with pytest.raises(MalformedSeedError, match="unpacks to more than 1 MB; split it"):
        unzipped(seed("a.txt.gz", zipped(b" " * (2**20 + 1))), largest=2**20)
