"""A dossier as the programme's read gives it."""

from __future__ import annotations

from typing import Any

from flash360.validation.rules.steps import one_month_after

BLANK = {
    "title": "Guichet mobile", "administration": "Ville de Lens", "domain": None, "idea": None, "place": None,
    "idea_date": None, "contact_date": None, "cadrage_date": None, "cadrage_hours": None, "session_date": None,
    "session_hours": None, "declared_verdict": None, "verdict": None, "outcome_status": None, "outcome_date": None,
    "next_review": None, "realised_date": None, "stopped_date": None, "freins": 0, "panel": None, "feasibility_n": None,
    "impact_n": None, "late": False,
}  # fmt: skip


def row(code: str = "F360-2026-07", **fields: Any) -> dict[str, Any]:
    """A dossier whose step follows from its dates unless it is given."""
    found = BLANK | {"code": code, "session_id": f"id-{code}"} | fields
    reached = [step for step in ("idea", "contact", "cadrage") if found[f"{step}_date"]]
    found.setdefault("step", reached[-1] if reached else "idea")
    found["deadline"] = one_month_after(found["cadrage_date"]) if found["cadrage_date"] else None
    return found
