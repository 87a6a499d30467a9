"""The way of one file on the import screen: read it, ask what it does not say, show what it would change, import it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from flash360.access.scope import Viewer
from flash360.ingest import Remembered, Told, Understood, known_completion
from flash360.ingest.preparing import already_imported
from flash360.ui import data, text
from flash360.ui.results import asked_mapping, completing, decided, deciding, history, importing, joining, preview_screen


def show(viewer: Viewer, file: UploadedFile, heading: DeltaGenerator) -> None:
    """The whole screen under the file. heading: where its title goes."""
    told = Told(decisions=decided.of(file.file_id))
    place = st.container()
    with st.spinner("Lecture du classeur…"):
        found = importing.understood(file, told)
    if found.reading.layout is not None:
        with place:
            told = replace(told, by_hand=_by_hand(found, file.file_id))
        found = importing.understood(file, told)
    recalled = found.remembered
    if found.unmapped:
        key = f"montrer-{found.reading.sha256[:12]}"
        mapped = asked_mapping.ask(found.reading.outline, key, recognised=told.by_hand)
        if mapped.mapping is None:
            heading.title("Ce fichier n'est pas reconnu", anchor=False)
            _wait(completing.remains(mapped.missing))
            return
        told = replace(told, mapping=mapped.mapping)
        recalled = replace(recalled, mapping=mapped.mapping)
        found = importing.understood(file, told)
    if found.reading.incomplete:
        answers = _completion(viewer, found)
        if answers is not None and answers.missing:
            heading.title("Ce fichier est à compléter", anchor=False)
            _wait(completing.remains(answers.missing))
            return
        if answers is not None:
            told = replace(told, completion=answers.completion)
            recalled = completing.what_is_remembered(recalled, answers.completion)
            found = importing.understood(file, told)
    _preview(viewer, file, heading, found, told, recalled)


def _by_hand(found: Understood, file_id: str) -> bool:
    """Whether the analyst says that the file is not what was recognised."""
    said = f"{found.reading.reason}. S'il est autre chose, montrez vous-même où sont les votes."
    return st.toggle("Ce n'est pas le bon format\u00a0?", key=f"{file_id}-autre-format", help=text.plain(said))


def _completion(viewer: Viewer, found: Understood) -> completing.Told | None:
    """What the analyst says of a file of votes; None when nothing needs to be asked."""
    key = f"completer-{found.reading.sha256[:12]}"
    st.success(text.plain(f"{found.reading.reason}."))
    if known_completion(data.base(), found) is not None:
        sure = "Rien à demander\u00a0: la session, ses critères et ses participants sont connus."
        if not st.toggle("Répondre moi-même aux questions", key=f"{key}-revoir", help=sure):
            st.caption(sure)
            return None
    already = already_imported(data.base(), found.reading.sha256)
    if already is not None:
        when = history.moment(already.recorded_at)
        st.info(
            f"Ce fichier est déjà importé (le {when}, import n°\u00a0{already.number}). "
            "Répondez ci-dessous pour l'importer autrement."
        )
    st.write(completing.needs(found.reading))
    return completing.ask(viewer, found, key)


def _wait(sentence: str) -> None:
    """The box of decision while something is still to say."""
    with st.container(border=True, key="decision"):
        st.write(text.plain(sentence))
        with st.container(horizontal=True):
            st.button("Importer", type="primary", disabled=True, key="importer")
            st.button("Fermer l'aperçu", on_click=importing.close, key="fermer")


def _preview(
    viewer: Viewer, file: UploadedFile, heading: DeltaGenerator, found: Understood, told: Told, recalled: Remembered
) -> None:
    told = joining.ask(found, told, f"rattacher-{file.file_id}")
    with st.spinner("Vérification, comparaison avec la base…"):
        preview = importing.previewed(file, viewer, found, told)
    heading.title(importing.headline(preview), anchor=False)
    refusal = importing.refusal(preview)
    with st.container(border=True, key="decision"):
        st.write(text.plain(refusal or importing.promise(preview)))
        with st.container(horizontal=True):
            if st.button("Importer", type="primary", disabled=refusal is not None, key="importer"):
                kept = replace(recalled, texts={**recalled.texts, **told.decisions.texts})
                importing.commit(preview, viewer, file, found, kept)
            st.button("Fermer l'aperçu", on_click=importing.close, key="fermer")
    deciding.dates(preview, file.file_id)
    preview_screen.recognised(preview)
    preview_screen.findings(preview, file.getvalue())
    deciding.ask(preview, file.file_id)
    if preview.differences:
        preview_screen.changes(preview)
    preview_screen.records(preview)
