"""Headings, paragraphs and small lines that follow one another, sent as one element: each costs as much, whatever it holds."""

from __future__ import annotations

import streamlit as st

from flash360.ui.text import escaped, typeset


def show(*parts: str) -> None:
    """Write these parts (made below, or HTML of ours) one under the other."""
    st.html(f'<div class="f360-prose">{"".join(parts)}</div>')


def heading(text: object) -> str:
    """A heading of a part of the page."""
    return f"<h2>{_written(text)}</h2>"


def part(text: object) -> str:
    """The heading of a part of such a part."""
    return f"<h3>{_written(text)}</h3>"


def paragraph(text: object, strong: object = "") -> str:
    """A paragraph, which `strong` begins in bold; its line breaks are kept."""
    first = f"<strong>{_written(strong)}</strong> " if strong else ""
    return f"<p>{first}{_written(text)}</p>"


def small(text: object) -> str:
    """A line under a title or a figure: how it is to be read."""
    return f'<p class="f360-small">{_written(text)}</p>'


def _written(text: object) -> str:
    return escaped(typeset(str(text)))
