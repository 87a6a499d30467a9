"""The preview on the screen, part by part: recognised, findings, what changes, what will be stored."""

from __future__ import annotations

import streamlit as st

from flash360 import labels
from flash360.ingest import Preview
from flash360.model import Section
from flash360.ui import card, offer, table, template, text
from flash360.ui.results import preview as words
from flash360.workbook import annotated


def recognised(preview: Preview) -> None:
    """What the file was taken for, and how much it holds; nothing of one that cannot be read."""
    if not preview.reading.reason:
        return
    st.header("Ce qui a été reconnu", anchor=False)
    st.write(text.plain(preview.reading.reason))
    if preview.reading.dropped:
        st.info(f"Colonnes écartées, car elles désignent des personnes\u00a0: {text.plain(', '.join(preview.reading.dropped))}.")
    if not preview.codes:
        return
    records = preview.report.records
    abstentions = records.votes["grade"].null_count
    counts = [("Sessions", len(preview.codes))]
    for one in Section:
        if one is Section.VOTES:
            counts += [(labels.SECTION[one], records.votes.num_rows - abstentions), ("Abstentions", abstentions)]
        elif one is not Section.FICHE:
            counts.append((labels.SECTION[one], records.of(one).num_rows))
    card.show([card.Card(name, labels.french_number(count)) for name, count in counts if count])


def findings(preview: Preview, content: bytes) -> None:
    """Every finding with its place, errors first, and the analyst's own file with them written in."""
    st.header(f"Constats\u00a0: {words.counted(preview.findings)}", anchor=False)
    if len(preview.findings) == 0:
        st.success("Rien à signaler\u00a0: chaque cellule a été lue et comprise.")
        return
    shown = list(preview.findings)
    lines = words.findings_table(shown)
    table.show(lines, caption="Constats, erreurs d'abord", key="constats", download=len(shown) > table.SHOWN)
    if len(preview.findings) > len(shown):
        st.caption(f"{labels.french_number(len(shown))} constats montrés sur {labels.french_number(len(preview.findings))}.")
    offer.file(
        "Télécharger mon classeur annoté",
        lambda: annotated(content, preview.reading.file_name, preview.findings),
        f"annote_{preview.reading.file_name.rsplit('.', 1)[0]}.xlsx",
        template.XLSX,
        key="annote",
        help="Votre fichier, cellules en cause colorées et commentées, avec une feuille «\u00a0Constats\u00a0» qui y mène.",
    )


def changes(preview: Preview) -> None:
    """What the import would change in the base, section by section, and in what the panels say."""
    st.header("Ce qui change dans la base", anchor=False)
    if all(one.unchanged for one in preview.differences):
        st.write("Rien\u00a0: la base contient déjà tout cela.")
        return
    table.show(
        words.differences_table(preview.differences), caption="Lignes par session et par feuille", key="differences", shown=60
    )
    detail = words.changes_table(preview.differences)
    if detail.num_rows:
        with st.expander(f"Voir les changements, avant et après ({labels.french_number(detail.num_rows)})"):
            table.show(detail, caption="Changements, avant et après", key="changements")
    told = [one for one in preview.conclusions if one.changes or one.votes_corrected]
    st.header("Ce qui change dans les conclusions", anchor=False)
    if not told:
        st.write("Rien\u00a0: avis et médianes restent les mêmes.")
    for one in told[:20]:
        st.markdown(f"- **{text.plain(one.session)}** : {text.plain(one.sentence)}")
    if len(told) > 20:
        st.caption(f"Et {labels.plural(len(told) - 20, 'autre session', 'autres sessions')}.")


def records(preview: Preview) -> None:
    """The records as they will be stored, one section at a time."""
    held = [section for section in Section if preview.report.records.of(section).num_rows]
    if not held:
        return
    st.header("Ce qui sera enregistré" if preview.importable else "Ce qui a été lu", anchor=False)
    section = st.segmented_control(
        "Feuille", held, default=held[0], required=True, format_func=labels.SECTION.__getitem__, key="feuille"
    )
    section = section or held[0]
    rows = preview.report.records.of(section)
    one_fiche = section is Section.FICHE and rows.num_rows == 1
    lines = words.fiche_table(rows) if one_fiche else words.records_table(section, rows.slice(0, table.SHOWN))
    if not one_fiche:
        st.caption(labels.plural(rows.num_rows, "ligne"))
    table.show(lines, caption=f"Contenu de la feuille {labels.SECTION[section]}", key="contenu", download=False)
    if rows.num_rows > table.SHOWN:
        st.caption(f"Les {table.SHOWN} premières lignes sont montrées.")
