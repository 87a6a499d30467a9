"""The one button that downloads: nothing is made before the click, and the click asks again who is there."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.runtime.memory_media_file_storage import _calculate_file_id  # pyright: ignore[reportPrivateUsage]

from flash360.errors import AccessDenied
from flash360.model import Action
from flash360.ui import audit, guard
from flash360.ui.signin import here


def file(
    label: str,
    make: Callable[[], bytes],
    file_name: str,
    media: str,
    *,
    key: str,
    icon: str | None = None,
    help: str | None = None,
) -> None:
    """A button that gives `file_name`, whose content `make` returns at the click. media: its media type.

    Refuses, at the click, someone whose session has ended or whose rights have changed since the page was drawn. The file is
    for their sign-in alone: its address opens nothing to another (see `wall`).
    """
    who, still = guard.viewer(), guard.still()
    held = here.number() if here.settings() else None

    def making() -> bytes:
        if held is not None and here.ASKING.get() != held:
            raise AccessDenied("Ce fichier est celui d'une autre personne.")
        content = make()
        if who is not None:
            audit.note(who, Action.DOWNLOAD, file_name)
        if held is not None:
            here.SIGNED_IN.give(held, _calculate_file_id(content, media, file_name), still)
        return content

    st.download_button(
        label, guard.while_admitted(making, file_name), file_name, media, key=key, icon=icon, help=help, on_click="ignore"
    )
