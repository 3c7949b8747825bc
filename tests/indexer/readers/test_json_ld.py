import pytest
from bs4 import BeautifulSoup

from indexer.readers.json_ld import described_article, names_in, text_in


def described(*scripts: str) -> dict[str, object]:
    tags = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    article = described_article(BeautifulSoup(f"<html><head>{tags}</head></html>", "lxml"))
    return {key: value for key, value in article.items() if value is not None}


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Rain"}',
        '[{"@type": "WebSite"}, {"@type": ["Thing", "NewsArticle"], "headline": "Rain"}]',
        '{"@graph": [{"@type": "NewsArticle", "headline": "Rain"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Rain"}}',
        '<!-- {"@type": "NewsArticle", "headline": "Rain"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Rain"}\n//]]>',
        '{"@type": "NewsArticle", "headline": "Rain", "author": {"name": "un"quoted"}',
        '{"@type": "NewsArticle", "headline": "Rain",\n"description": "two\nlines"}',
    ],
)
def test_article_is_found_however_it_is_wrapped(script: str) -> None:
    assert described(script)["headline"] == "Rain"


def test_article_wins_over_the_page_around_it() -> None:
    article = described(
        '{"@type": "WebPage", "headline": "Page", "inLanguage": "en"}',
        '{"@type": "NewsArticle", "headline": "Rain"}',
        '{"@type": "NewsArticle", "headline": "Another"}',
    )

    assert (article["headline"], article["inLanguage"]) == ("Rain", "en")


@pytest.mark.parametrize("script", ["", "null", "[]", "[" * 100_000, "{not json}", '{"@type": 1}'])
def test_nothing_is_found_in_what_describes_nothing(script: str) -> None:
    assert described(script) == {}


def test_names_are_found_in_texts_objects_and_lists() -> None:
    value = ["Jane", {"name": "John"}, {"name": ["Sam", "Sue"]}, {"url": "x"}, None, [["deep"]]]

    assert names_in(value) == ("Jane", "John", "Sam", "Sue")
    assert text_in(value) == "Jane"
    assert text_in(7) == ""
