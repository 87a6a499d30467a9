"""Other people's words, shown as they wrote them: a title, a verbatim or a file name never becomes Markdown or HTML."""

from __future__ import annotations

import html
import re
from typing import Final

_JOINER: Final = "\u2060"  # invisible, no width
_TRANSFORMED: Final = re.compile(r":(?=[\w/])|@(?=\w)|\bww(?=w\.)|[-<>=~](?=[-<>=~])", re.IGNORECASE)
"""Where Streamlit would make an emoji, a link or an arrow of what stands there, even escaped: the joiner parts it."""
_SPECIAL: Final = re.compile(r"([!\"#$%&'()*+,\-./;<=>?@\[\\\]^_`{|}~])")
_SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")  # no-break spaces are meant
_BEFORE: Final = re.compile(r" (?=[;:?!»])")


def plain(text: object) -> str:
    """The text for a place that reads Markdown (a heading, a caption, a label), every sign taken literally, on one line."""
    one_line = _SPACES.sub(" ", str(text)).strip()
    return _SPECIAL.sub(r"\\\1", _TRANSFORMED.sub(rf"\g<0>{_JOINER}", one_line))


def typeset(prose: str) -> str:
    """Our own French prose with the no-break spaces that its « ; : ? ! » want."""
    return _BEFORE.sub("\u00a0", prose).replace("« ", "«\u00a0")


def escaped(text: object) -> str:
    """The text for a place that reads HTML (`st.html`), as content or in a quoted attribute."""
    return html.escape(str(text), quote=True)
