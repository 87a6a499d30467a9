"""Other people's words, shown as they wrote them: a title, a verbatim or a file name never becomes Markdown or HTML."""

from __future__ import annotations

import html
import re
from typing import Final

_JOINER: Final = "\u2060"  # invisible, no width: parts « :smile: » so that it stays text
_SPECIAL: Final = re.compile(r"([!\"#$%&'()*+,\-./;<=>?@\[\\\]^_`{|}~])")
_SPACES: Final = re.compile(r"\s+")


def plain(text: object) -> str:
    """The text for a place that reads Markdown (a heading, a caption, a label), every sign taken literally, on one line."""
    one_line = _SPACES.sub(" ", str(text)).strip()
    return _SPECIAL.sub(r"\\\1", one_line).replace(":", f":{_JOINER}")


def escaped(text: object) -> str:
    """The text for a place that reads HTML (`st.html`), as content or in a quoted attribute."""
    return html.escape(str(text), quote=True)
