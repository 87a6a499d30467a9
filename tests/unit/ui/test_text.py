"""Other people's words stay as they wrote them; ours have the spaces that French wants."""

import re

import pytest

from flash360.ui.text import escaped, plain, typeset

MARKS = "\\`*_{}[]()#+-.!|<>~$^=@&\"'"


def read(markdown: str) -> str:
    """What a reader sees of escaped Markdown: no backslash before a sign, no invisible joiner."""
    return re.sub(r"\\(.)", r"\1", markdown).replace("\u2060", "")


@pytest.mark.parametrize("sign", MARKS)
def test_every_sign_that_markdown_knows_is_escaped(sign):
    assert plain(f"a{sign} b") == f"a\\{sign} b"


@pytest.mark.parametrize(
    "words",
    ["**gras** et _italique_", "<b>x</b>", "![x](http://x/y.png)", ":smile: :red[x]", "https://x.fr www.x.fr a@b.fr", "a -> b"],
)
def test_the_words_are_all_still_there(words):
    assert read(plain(words)) == words


@pytest.mark.parametrize("words", [":smile:", "http://x", "a@b.fr", "www.x.fr", "a->b", "a--b"])
def test_what_streamlit_transforms_after_reading_is_parted(words):
    assert "\u2060" in plain(words)


def test_a_text_of_many_lines_stays_on_one():
    assert plain("Titre\n# autre\n\n- liste") == "Titre \\# autre \\- liste"


def test_no_break_spaces_are_kept():
    assert plain("64\u00a0%") == "64\u00a0\\%"


def test_html_is_content_only():
    assert escaped("<b a='x'>") == "&lt;b a=&#x27;x&#x27;&gt;"


def test_french_signs_keep_their_space():
    assert typeset("Oui ; « non » : quoi ?") == "Oui\u00a0; «\u00a0non\u00a0»\u00a0: quoi\u00a0?"
