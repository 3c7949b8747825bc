from __future__ import annotations

from archive.model import NameKind, Quote
from archive.names.corrections import Action, Correction
from archive.store import Store, Transaction
from tests.archive.store.builders import mention, story

ADA = Quote((0, 4), "Ada Lund", NameKind.ACTOR, "ada-lund", rule="she: the last who fits")
BO = Quote((5, 9), "Bo", NameKind.ACTOR, "bo", is_direct=False)
NOBODY = Quote((10, 14))
POLICE = Quote((15, 19), "the police", rule="no name")


def put(transaction: Transaction, story_id: str, *quotes: Quote, published: str = "") -> None:
    named = [mention("ada-lund", (0, 4), name="Ada Lund"), mention("bo", (5, 9), name="Bo")]
    batch = [(story(story_id, published=published), named)]
    transaction.stories.put_many(batch, quotes={story_id: quotes})


def correct(transaction: Transaction, action: Action, target: tuple[str, str]) -> int:
    subject = ("actor", "bo")
    return transaction.journal.add(Correction(action, subject, target), author="a reader").number


def test_the_quotations_of_a_story_come_back_as_they_were(store: Store) -> None:
    with store.begin() as transaction:
        put(transaction, "a", ADA, BO, NOBODY, POLICE)
        put(transaction, "b")
    with store.read() as transaction:
        assert transaction.stories.quotes(["a", "b", "c"]) == {"a": (ADA, BO, NOBODY, POLICE)}


def test_a_story_put_again_has_its_new_quotations_only(store: Store) -> None:
    with store.begin() as transaction:
        put(transaction, "a", ADA, BO)
        put(transaction, "a", BO)
        assert transaction.stories.quotes(["a"]) == {"a": (BO,)}
        transaction.stories.delete("a")
        assert transaction.stories.quotes(["a"]) == {}


def test_what_one_says_comes_newest_first_and_in_pages(store: Store) -> None:
    with store.begin() as transaction:
        put(transaction, "undated", ADA)
        put(transaction, "old", ADA, BO, published="2022-01-01")
        put(transaction, "new", BO, ADA, ADA, published="2023-01-01")
        found = transaction.stories.quotes_by("actor", "ada-lund")
        assert [(q.story_id, q.position) for q in found.quotes] == [
            ("new", 1),
            ("new", 2),
            ("old", 0),
            ("undated", 0),
        ]
        page = transaction.stories.quotes_by("actor", "ada-lund", first=1, most=2)
        assert (page.total, page.quotes) == (4, found.quotes[1:3])


def test_a_merged_speaker_says_what_both_said_until_it_is_undone(store: Store) -> None:
    with store.begin() as transaction:
        put(transaction, "old", ADA, published="2022-01-01")
        put(transaction, "new", BO, published="2023-01-01")
        before = transaction.stories.quotes(["old", "new"])
        number = correct(transaction, Action.MERGE, ("actor", "ada-lund"))
        found = transaction.stories.quotes_by("actor", "ada-lund")
        assert [q.story_id for q in found.quotes] == ["new", "old"]
        assert {q.quote.authority_id for q in found.quotes} == {"ada-lund"}
        assert transaction.stories.quotes_by("actor", "ada-lund", most=1).total == 2
        assert transaction.stories.quotes_by("actor", "bo").total == 0
        transaction.journal.undo(number, author="a reader")
        assert transaction.stories.quotes(["old", "new"]) == before
        assert transaction.stories.quotes_by("actor", "bo").total == 1


def test_a_speaker_of_another_kind_or_a_hidden_one_changes_too(store: Store) -> None:
    with store.begin() as transaction:
        put(transaction, "a", BO)
        correct(transaction, Action.RETYPE, ("organisation", "bo"))
        (quote,) = transaction.stories.quotes(["a"])["a"]
        assert quote.speaker == ("organisation", "bo")
    with store.begin() as transaction:
        transaction.journal.add(
            Correction(Action.HIDE, ("organisation", "bo"), ("organisation", "bo")), author="x"
        )
        (quote,) = transaction.stories.quotes(["a"])["a"]
        assert (quote.speaker, quote.name) == (None, "Bo")
