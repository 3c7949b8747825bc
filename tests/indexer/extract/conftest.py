"""The language model, loaded once for all tests that need the real one."""

from __future__ import annotations

import pytest

from indexer.extract.authorities import AuthorityFile, load_authorities
from indexer.extract.spacy_recogniser import SpacyRecogniser, load_recogniser


@pytest.fixture(scope="session")
def recogniser() -> SpacyRecogniser:
    """The default pipeline."""
    return load_recogniser()


@pytest.fixture(scope="session")
def shipped() -> AuthorityFile:
    """The authority file as shipped."""
    return load_authorities()
