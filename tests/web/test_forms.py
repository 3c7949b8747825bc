from __future__ import annotations

import pytest
from werkzeug.datastructures import Headers

from web.forms import FormTokens, is_own_form


@pytest.mark.parametrize(
    ("headers", "is_own"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://here:8000"}, False),
        ({"Origin": "http://here:8000"}, True),
        ({"Origin": "https://here:8000"}, True),
        ({"Origin": "http://here:8001"}, False),
        ({"Origin": "http://there"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Origin": "http://here:8000.evil.example"}, False),
        ({"Origin": "http://["}, False),
    ],
)
def test_only_forms_of_this_server_are_its_own(headers: dict[str, str], is_own: bool) -> None:
    assert is_own_form(Headers(headers), "here:8000") is is_own


def test_a_token_is_good_for_its_purpose_and_server_alone() -> None:
    tokens = FormTokens(b"one")
    token = tokens.make("save")

    assert tokens.is_good(token, "save")
    assert not tokens.is_good(token, "delete:a")
    assert not tokens.is_good(token + "x", "save")
    assert not tokens.is_good("", "save")
    assert not FormTokens(b"two").is_good(token, "save")


def test_a_note_comes_back_as_it_was_or_not_at_all() -> None:
    tokens = FormTokens(b"one")
    sealed = tokens.seal({"name": "Überraschung"})

    assert tokens.unseal(sealed) == {"name": "Überraschung"}
    assert tokens.unseal(tokens.make("save")) is None
    assert tokens.unseal(sealed[:-1]) is None
    assert FormTokens(b"two").unseal(sealed) is None
