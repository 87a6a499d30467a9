"""Préparer un cadrage: near sessions and why, themes to expect, what answered them, who was missing, and the protocol."""

from __future__ import annotations

from datetime import date
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from flash360 import paris
from flash360.access.scope import Sessions, Viewer
from flash360.model import College
from flash360.reports.formats import MEDIA_TYPE
from flash360.reports.names import file_name
from flash360.reports.preparation import agenda, wording
from flash360.reports.preparation.content import ANSWERS, NearSession, Preparation, preparation
from flash360.reports.session import statements
from flash360.settings import Settings
from flash360.ui import address, data, offer, table, text
from flash360.ui.programme import freshness
from flash360.ui.workshop import idea

_KEPT: Final = 16


def show(viewer: Viewer) -> None:
    """The whole screen: the idea, what past sessions say of it, then the agenda and the checklist, whatever they say."""
    head = st.container()
    asked = idea.ask()
    with st.spinner("Comparaison avec les sessions passées…"):
        found = prepared(viewer, asked)
    with head:
        st.title(text.plain(text.typeset(wording.title(found))), anchor=False)
        if total := data.programme(viewer).num_rows:
            freshness.show(found.held, total)
        else:
            st.caption("La base ne contient encore aucune session.")
        if not asked:
            st.write(
                "Décrivez une nouvelle idée\u00a0: l'écran cherche les sessions passées qui lui ressemblent, les freins "
                "à attendre, les leviers qui y ont répondu, et qui inviter."
            )
    if warning := wording.warning(found) if asked or found.held < 2 else "":
        st.info(text.plain(text.typeset(warning)))
    if found.near:
        _near(viewer, found)
        _themes(found)
        _answers(found)
    if asked and found.held:
        _gaps(found)
    _protocol(viewer, found)


def prepared(viewer: Viewer, asked: str) -> Preparation:
    """What past sessions say of an idea; kept by scope, version of the base and day."""
    path = str(Settings.from_environment().database)
    return _prepared(path, data.version(), viewer, paris.today(), asked)


def _key(viewer: Viewer) -> tuple[str, str, tuple[str, ...]]:
    scope = viewer.scope
    return viewer.role.value, type(scope).__name__, scope.session_ids if isinstance(scope, Sessions) else ()


@st.cache_resource(show_spinner=False, max_entries=_KEPT, hash_funcs={Viewer: _key})
def _prepared(path: str, version: int, viewer: Viewer, day: date, asked: str) -> Preparation:
    """path, version and day stand for the base as it was: they are part of the key, with the scope."""

    def panel_of(session: str) -> set[College]:
        return {College(one) for one in data.participants(viewer, session)["college"].to_pylist() if one}

    return preparation(asked, data.programme(viewer), data.statements(viewer), data.themes(), panel_of)


def _near(viewer: Viewer, found: Preparation) -> None:
    st.header("Les sessions passées les plus proches", anchor=False)
    said = data.statements(viewer)
    for one in found.near:
        with st.container(border=True, key=f"proche-{one.row['session_id']}"):
            _one_near(one, said)


def _one_near(one: NearSession, said: pa.Table) -> None:
    code = one.row["code"]
    st.write(f"**{text.plain(one.row['title'])}**")
    st.write(text.plain(wording.became(one.row)))
    st.caption(text.plain(text.typeset(wording.why_near(one))))
    address.link(address.SCORECARD, f"Ouvrir la fiche {text.plain(code)}", session=code)
    rows = statements.by_number(said.filter(pc.equal(said["session_id"], one.row["session_id"])))
    freins = statements.freins(rows, colleges=False)
    if freins.num_rows:
        with st.expander(text.plain(f"Ses freins et ce qui y a répondu : {statements.title(rows).lower()}")):
            caption = f"Freins de la session {code} et leviers qui y répondent"
            table.show(freins, caption=caption, key=f"freins-{one.row['session_id']}", download=False)


def _themes(found: Preparation) -> None:
    st.header("Les thèmes à attendre, par aspect", anchor=False)
    if not found.themes:
        st.info("Les freins des sessions proches ne sont pas codés\u00a0: codez-les pour voir les thèmes à attendre.")
        return
    table.show(wording.themes_table(found), caption="Thèmes des freins à attendre", key="themes-attendus")
    st.caption(text.plain(text.typeset(wording.themes_caption(found))))


def _answers(found: Preparation) -> None:
    if not found.themes:
        return
    st.header("Les leviers qui y ont répondu", anchor=False)
    if not found.answered:
        st.info("Aucun levier n'a encore répondu à ces freins\u00a0: c'est au panel de les trouver.")
        return
    table.show(wording.answers_table(found.answered), caption="Leviers qui ont répondu à ces thèmes", key="leviers-passes")
    st.caption(
        f"Toutes sessions confondues, {ANSWERS} exemples au plus par thème\u00a0; d'abord ceux dont l'idée a été réalisée, "
        "ce qui ne prouve pas que le levier en soit la cause."
    )


def _gaps(found: Preparation) -> None:
    st.header("Qui manquait quand cela s'est mal terminé", anchor=False)
    if found.gaps:
        _bullets([wording.gap_sentence(gap) for gap in found.gaps])
    st.caption(text.plain(text.typeset(wording.gaps_sentence(found))))


def _protocol(viewer: Viewer, found: Preparation) -> None:
    st.header("La session en trois heures", anchor=False)
    parts = "".join(
        f"<li><strong>{text.escaped(one.when)} · {text.escaped(one.name)}</strong><br>{text.escaped(text.typeset(one.what))}</li>"
        for one in agenda.agenda(found)
    )
    st.html(f"<ol>{parts}</ol>")
    _listed("Qui inviter", agenda.invitations(found))
    _listed("Avant la session", agenda.checklist())
    offer.file(
        "Télécharger le déroulé et la liste (PDF)",
        lambda: _pdf(viewer, found),
        file_name("preparation", paris.today(), "pdf"),
        MEDIA_TYPE["pdf"],
        key="preparation-pdf",
        icon=":material/picture_as_pdf:",
    )
    st.caption("Le document ne cite aucune autre session\u00a0: il peut être envoyé à l'administration partenaire.")


def _pdf(viewer: Viewer, found: Preparation) -> bytes:
    from flash360.reports.preparation.pdf import preparation_pdf  # brings what makes documents: only when one is made

    return preparation_pdf(found, data.moved_at(), paris.today(), fictional=data.demonstration())


def _listed(heading: str, lines: list[str]) -> None:
    st.header(heading, anchor=False)
    _bullets(lines)


def _bullets(lines: list[str]) -> None:
    items = "".join(f"<li>{text.escaped(text.typeset(line))}</li>" for line in lines)
    st.html(f"<ul>{items}</ul>")
