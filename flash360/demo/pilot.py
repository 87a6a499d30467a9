"""The pilot session, the one real session that comes with the demonstration: published facts, and nothing else.

Its votes, its panel's members and what they said were not published; none is made up here.
"""

from __future__ import annotations

from flash360.demo.dossier import Dossier
from flash360.model import Section, Verdict

FILE_NAME = "pilote_cget_2017.xlsx"
AUTHOR = "Flash 360, faits publiés"
PILOT = Dossier(
    "F360-2017-01",
    {
        Section.FICHE: [
            {
                "session_code": "F360-2017-01",
                "title": "Partage de compétences entre agents publics locaux",
                "administration": "Commissariat général à l'égalité des territoires (CGET)",
                "idea": "Partager des compétences entre agents publics locaux.",
                "place": "SuperPublic, Paris",
                "declared_verdict": Verdict.FAVOURABLE,
                "reported_date": "mi-octobre ; aussi donnée au 8 octobre 2017",
                "reported_panel": "une vingtaine d'agents et d'élus",
                "source": (
                    "Publié le 11 mars 2019. La date de la session diffère selon les sources : « mi-octobre » "
                    "ou « 8 octobre 2017 ». Les votes n'ont pas été publiés."
                ),
            }
        ]
    },
)
