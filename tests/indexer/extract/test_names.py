"""The names of a story lead to its actors, organisations and places, each counted once."""

from __future__ import annotations

from itertools import accumulate, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Mention, Name, NameKind, Story
from indexer.extract.authorities import AuthorityFile, load_authorities
from indexer.extract.names import resolve_names
from indexer.extract.recogniser import Entity
from tests.indexer.extract.builders import ACTOR, ORGANISATION, PLACE, entities, story

SHIPPED = load_authorities()


def resolved(
    text: str,
    *,
    actors: tuple[str, ...] = (),
    organisations: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    given: tuple[Name, ...] = (),
    published: str = "",
    file: AuthorityFile = SHIPPED,
) -> tuple[Mention, ...]:
    """The mentions of a story in which these names are recognised wherever they stand."""
    found = entities(text, actors=actors, organisations=organisations, places=places)
    return resolve_names(story(text, given=given, published=published), found, file)


def ids(mentions: tuple[Mention, ...], kind: NameKind) -> list[str]:
    """The authority ids of one kind, in order."""
    return [mention.authority_id for mention in mentions if mention.kind is kind]


def test_forms_of_one_actor_are_one_mention_at_all_their_places() -> None:
    text = "President Volodymyr Zelenskyy spoke. Zelensky’s aide agreed."

    assert resolved(text, actors=("President Volodymyr Zelenskyy", "Zelensky")) == (
        Mention(
            ACTOR,
            "volodymyr-zelensky",
            "Volodymyr Zelenskyy",
            ((10, 29), (37, 45)),
            "authority file: “Volodymyr Zelenskyy”; authority file: “Zelensky”",
        ),
    )


def test_a_surname_alone_leads_to_its_only_listed_holder() -> None:
    assert resolved("Merkel spoke.", actors=("Merkel",)) == (
        Mention(ACTOR, "angela-merkel", "Merkel", ((0, 6),), "authority file: “Merkel”"),
    )


def test_a_person_of_the_story_goes_before_a_listed_one_of_the_same_surname() -> None:
    mentions = resolved("Vitaly Putin spoke. Putin left.", actors=("Vitaly Putin", "Putin"))

    assert mentions == (
        Mention(
            ACTOR, "vitaly-putin", "Vitaly Putin", ((0, 12), (20, 25)), "“Putin” by its surname"
        ),
    )


def test_a_surname_of_two_in_the_story_is_unresolved() -> None:
    text = "Hillary Clinton and Bill Clinton came. Clinton spoke."
    names = ("Hillary Clinton", "Bill Clinton", "Clinton")

    assert resolved(text, actors=names)[2] == Mention(
        ACTOR,
        "clinton-unresolved",
        "Clinton (unresolved)",
        ((39, 46),),
        "2 persons in the story fit",
    )


def test_a_surname_of_two_in_the_authority_file_is_unresolved() -> None:
    assert resolved("Bush spoke.", actors=("Bush",)) == (
        Mention(
            ACTOR,
            "bush-unresolved",
            "Bush (unresolved)",
            ((0, 4),),
            "several listed names have this short form",
        ),
    )


@pytest.mark.parametrize(
    ("published", "authority_id", "rule"),
    [
        ("1987-03", "george-h-w-bush", "Vice President of the United States in 1987"),
        ("1999", "george-w-bush", "Governor of Texas in 1999"),
        ("2006-11-07", "george-w-bush", "President of the United States in 2006"),
        ("2018-12-01", "george-w-bush", "President of the United States in 2009"),
    ],
)
def test_a_surname_of_two_means_the_one_last_in_office(
    published: str, authority_id: str, rule: str
) -> None:
    (mention,) = resolved("Bush spoke.", actors=("Bush",), published=published)
    assert (mention.authority_id, mention.name) == (authority_id, "Bush")
    assert mention.rule == f"of those so called, {rule}"


@pytest.mark.parametrize("published", ["", "1975", "2024-05-01", "1988-12-31/1993-01-20"])
def test_a_surname_of_two_stays_unresolved_when_no_office_tells(published: str) -> None:
    (mention,) = resolved("Bush spoke.", actors=("Bush",), published=published)
    assert mention.authority_id == "bush-unresolved"


def test_a_fuller_name_in_the_story_wins_over_offices() -> None:
    (mention,) = resolved(
        "Jeb Bush came. Bush spoke.", actors=("Jeb Bush", "Bush"), published="2004-05-01"
    )
    assert mention.authority_id == "jeb-bush"


def test_a_name_in_no_file_is_its_own_record() -> None:
    assert resolved("Dr. Jane Röe spoke.", actors=("Dr. Jane Röe",)) == (
        Mention(ACTOR, "jane-roe", "Jane Röe", ((4, 12),), "as written"),
    )


def test_an_acronym_in_brackets_counts_wherever_it_stands() -> None:
    text = "The Harbour Safety Board (HSB) met. HSB said nothing, the HSB’s head less."

    assert resolved(text, organisations=("The Harbour Safety Board",)) == (
        Mention(
            ORGANISATION,
            "harbour-safety-board",
            "Harbour Safety Board",
            ((4, 24), (26, 29), (36, 39), (58, 61)),
            "“HSB” explained in brackets",
        ),
    )


def test_an_acronym_explained_in_the_story_is_not_what_the_file_says() -> None:
    text = "The Irish Cricket Club (ICC) met. The ICC lost."

    mentions = resolved(text, organisations=("Irish Cricket Club", "ICC"))

    assert ids(mentions, ORGANISATION) == ["irish-cricket-club"]


def test_listed_names_count_where_the_recogniser_saw_nothing() -> None:
    text = "The UN and CCTV spoke with Xi Jinping."

    assert resolved(text) == (
        Mention(
            ORGANISATION, "united-nations", "UN", ((4, 6),), "listed name; authority file: “UN”"
        ),
        Mention(
            ORGANISATION,
            "china-central-television",
            "CCTV",
            ((11, 15),),
            "listed name; authority file: “CCTV”",
        ),
        Mention(ACTOR, "xi-jinping", "Xi Jinping", ((27, 37),), "listed name; authority file"),
    )


@pytest.mark.parametrize("form", ["US", "U.S.", "USA", "United States", "America"])
def test_the_united_states_are_one_place_however_recognised(form: str) -> None:
    text = f"It came from the {form} today."

    mentions = {
        *resolved(text, places=(form,)),
        *resolved(text, organisations=(form,)),
        *resolved(text, actors=(form,)),
    }

    assert {(m.kind, m.authority_id) for m in mentions} == {(PLACE, "united-states")}


@pytest.mark.parametrize("place", ["Kremlin", "Beijing", "Moscow", "White House", "Brussels"])
def test_a_place_that_speaks_for_a_government_is_no_organisation(place: str) -> None:
    (mention,) = resolved(f"The {place} denied it.", organisations=(f"The {place}", place))

    assert mention.kind is PLACE


def test_what_stands_in_an_aside_is_not_mentioned() -> None:
    caption = "WATCH | Merkel and NATO ×"
    text = f"The UN met. {caption} The UN left."
    body = story(text, aside=caption).body

    mentions = resolve_names(
        story(text, aside=caption), entities(body, organisations=("UN",)), SHIPPED
    )

    assert [(m.authority_id, m.spans) for m in mentions] == [("united-nations", ((4, 6), (42, 44)))]


def test_who_wrote_a_story_is_not_mentioned_in_it() -> None:
    text = "By Jane Roe\n\nBREST (Reuters) - It rained.\n\n(Reporting by Richard Doe)"
    names = ("Jane Roe", "Richard Doe")

    mentions = resolved(text, actors=names, organisations=("Reuters",), places=("BREST",))

    assert [m.authority_id for m in mentions] == ["brest"]


def test_two_names_run_together_are_two_persons() -> None:
    text = "Xi Jinping met Zelensky. Xi spoke. Zelensky's call with Xi Zelensky left the room."

    mentions = resolved(text, actors=("Xi Jinping", "Zelensky", "Xi", "Xi Zelensky"))

    assert [(m.authority_id, [text[a:b] for a, b in m.spans]) for m in mentions] == [
        ("xi-jinping", ["Xi Jinping", "Xi", "Xi"]),
        ("volodymyr-zelensky", ["Zelensky", "Zelensky", "Zelensky"]),
    ]


def test_firms_of_several_stories_share_an_id_whatever_their_legal_form() -> None:
    texts = ("Harbourworks Inc. sank.", "Harbourworks sank.", "Harbourworks, Inc sank.")

    mentions = [resolved(text, organisations=(text.removesuffix(" sank."),))[0] for text in texts]

    assert {m.authority_id for m in mentions} == {"harbourworks"}


def test_a_name_found_once_counts_wherever_it_stands() -> None:
    text = "Jane Roe came. Later Roe left, said Jane Roe. Roes and rows."
    found = (Entity(ACTOR, 0, 8), Entity(ACTOR, 21, 24))

    (mention,) = resolve_names(story(text), found, SHIPPED)

    assert mention.spans == ((0, 8), (21, 24), (36, 44))


def test_a_word_that_is_no_name_elsewhere_counts_only_where_it_was_found() -> None:
    text = "Will Roe came. Will left. Will he, will she?"
    found = (Entity(ACTOR, 0, 8), Entity(ACTOR, 15, 19))

    (mention,) = resolve_names(story(text), found, SHIPPED)

    assert mention.spans == ((0, 8), (15, 19))


def test_names_that_the_seed_gives_are_mentioned_with_their_places() -> None:
    given = (
        Name(ACTOR, "Roe, Jane"),
        Name(ACTOR, "Putin, Vladimir"),
        Name(ORGANISATION, "OPEC"),
        Name(ORGANISATION, "  "),
    )

    assert resolved("Roe said that Jane Roe left.", actors=("Roe",), given=given) == (
        Mention(
            ACTOR,
            "jane-roe",
            "Jane Roe",
            ((0, 3), (14, 22)),
            "given by the seed; “Roe” by its surname",
        ),
        Mention(ORGANISATION, "opec", "OPEC", (), "given by the seed; authority file"),
        Mention(ACTOR, "vladimir-putin", "Vladimir Putin", (), "given by the seed; authority file"),
    )


def test_mentions_come_in_the_order_of_the_text() -> None:
    text = "In Paris the UN met Jane Roe; Roe left."

    mentions = resolved(text, actors=("Jane Roe", "Roe"), places=("Paris",))

    assert [m.name for m in mentions] == ["Paris", "UN", "Jane Roe"]


@pytest.mark.parametrize("text", ["", " \n\n ", "\x00", "—", "🙂"])
def test_a_story_of_nothing_mentions_nobody(text: str) -> None:
    assert resolved(text) == ()


PIECES = st.sampled_from(
    "Jane Roe|Roe|Xi|Xi Zelensky|UN|(UN)|Harbour Board Inc|Harbour|’s|President|US|\n\n|By|,|.|"
    "and|said|Clinton|Bill Clinton|WHO".split("|")
)


@st.composite
def stories_with_entities(draw: st.DrawFn) -> tuple[Story, list[Entity]]:
    """A story of pieces that are hard to tell apart, with entities at any place."""
    text = " ".join(draw(st.lists(PIECES, max_size=25)))
    places = st.integers(min_value=0, max_value=len(text))
    spans = draw(st.lists(st.tuples(places, places), max_size=10))
    kinds = st.sampled_from(list(NameKind))
    return story(text), [Entity(draw(kinds), min(span), max(span)) for span in spans]


@given(stories_with_entities())
@settings(max_examples=200)
def test_any_entities_give_each_record_once_at_places_that_do_not_overlap(
    given: tuple[Story, list[Entity]],
) -> None:
    a_story, found = given

    mentions = resolve_names(a_story, found, SHIPPED)

    keys = [(m.kind, m.authority_id) for m in mentions]
    assert len(keys) == len(set(keys))
    spans = sorted(span for mention in mentions for span in mention.spans)
    assert all(0 <= start < end <= len(a_story.text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert all(m.spans and m.spans == tuple(sorted(m.spans)) for m in mentions)
    assert all(m.name and m.authority_id and m.rule for m in mentions)


def test_a_large_story_keeps_each_of_its_names() -> None:
    letters = "abcdefghijkl"
    people = [f"N{a}{b}{c} S{b}{c}{d}" for a, b, c, d in product(letters, repeat=4)][::7]
    text = "\n".join(people)
    starts = accumulate((len(name) + 1 for name in people), initial=0)
    found = [Entity(ACTOR, at, at + len(name)) for at, name in zip(starts, people, strict=False)]

    assert len(resolve_names(story(text), found, SHIPPED)) == len(set(people))
