"""Sentences that the documents of a session share, and its screen has elsewhere."""

from __future__ import annotations

from flash360 import labels
from flash360.charts.distribution import favourable
from flash360.model import Axis
from flash360.reports.session.content import SessionContent


def facts(content: SessionContent) -> str:
    """Code, administration, domain, day, place and panel, on one line."""
    row = content.row
    day = labels.french_date(row["session_date"]) if row["session_date"] else row["reported_date"] or "date inconnue"
    people = content.people
    panel = labels.plural(people, "participant") if people else ""
    return " · ".join(str(one) for one in (row["code"], row["administration"], row["domain"], day, row["place"], panel) if one)


def method(content: SessionContent) -> str:
    """How the verdict came about, for whoever asks in the room."""
    row = content.row
    if row["verdict"] is None:
        return "Une session sans vote connu n'a pas d'avis calculé. Les dates et les suites viennent de la fiche et des imports."
    return (
        f"Avis calculé par la règle {row['rule']} : sur chaque axe, la note d'un participant est celle du milieu de ses notes, "
        "ou sa note sur le critère global ; l'axe est favorable quand la note majoritaire du panel atteint la note favorable "
        "de l'échelle. Les abstentions sont comptées à part. Le panel est choisi, pas tiré au sort : un intervalle ne vaut que "
        "pour « un autre panel comparable »."
    )


def criteria_title(content: SessionContent) -> str:
    """The finding: the criteria that a majority of votes carries, over both axes."""
    if content.row["verdict"] is None:
        return "Les votes de cette session ne sont pas connus"
    carried = [
        2 * favourable(one.counts, content.scales[axis]) > sum(one.counts)
        for axis in Axis
        for one in content.criteria.get(axis, ())
    ]
    verb = "recueille" if sum(carried) < 2 else "recueillent"
    return f"{labels.plural(sum(carried), 'critère')} sur {len(carried)} {verb} une majorité de votes favorables"
