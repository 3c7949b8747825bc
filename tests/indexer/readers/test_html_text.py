import pytest

from indexer.readers.html_text import is_markup, text_of_markup


@pytest.mark.parametrize("text", ["1 < 2", "a <b> c", "<Rock>", "x<y>z", ""])
def test_angle_brackets_alone_are_no_markup(text: str) -> None:
    assert not is_markup(text)


@pytest.mark.parametrize("text", ["One.<br/>Two.", "<p>One.", "an <em>old</em> bridge"])
def test_tags_are_markup(text: str) -> None:
    assert is_markup(text)


def test_blocks_become_paragraphs_and_what_is_not_shown_is_left_out() -> None:
    markup = (
        "<h2>One</h2><div>Two <i>and</i>\n more<br>Three</div><script>no()</script><!-- no -->"
        "<figure><img><figcaption>No</figcaption></figure><ul><li>Four</li><li>Five</li></ul>"
    )

    assert text_of_markup(markup) == "One\n\nTwo and more\n\nThree\n\nFour\n\nFive"
