"""What a check can say of a workbook: one small class per code, the vocabulary of screens, command line and returned file.

A code never changes and has one severity; its wording may change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

SHOWN = 1_000
"""How many findings are shown; all are counted."""


class Severity(StrEnum):
    """An error blocks the import; a warning is to be read; a correction was made and is listed."""

    ERROR = "error"
    WARNING = "warning"
    CORRECTION = "correction"


@dataclass(frozen=True)
class Finding:
    """One fact found in a file: what, where, what to do.

    sheet, cell: where (« Votes », « D7 »), empty when the finding is of the file or of the session.
    value: the cell's text as written. session: the session code when known. details: the sentence's other words.
    """

    code: ClassVar[str] = ""
    severity: ClassVar[Severity] = Severity.ERROR
    sentence: ClassVar[str] = ""
    defaults: ClassVar[dict[str, object]] = {}

    sheet: str = ""
    cell: str = ""
    value: str = ""
    session: str = ""
    details: dict[str, object] = field(default_factory=dict, compare=False)

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        CATALOGUE[cls.code] = cls

    @property
    def address(self) -> str:
        """Where, as a reader writes it: « Votes!D7 », or the sheet alone."""
        return f"{self.sheet}!{self.cell}" if self.sheet and self.cell else self.sheet

    @property
    def message(self) -> str:
        """The French sentence."""
        shown = self.value if len(self.value) <= 60 else self.value[:57] + "…"
        words = {"address": self.address, "sheet": self.sheet, "value": shown, "session": self.session}
        return self.sentence.format(**words, **{**self.defaults, **self.details})


CATALOGUE: dict[str, type[Finding]] = {}


class Findings:
    """A growing list of findings that counts all and keeps the first SHOWN of each severity."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self.counts: Counter[str] = Counter()
        self._kept: dict[Severity, list[Finding]] = {severity: [] for severity in Severity}
        self.extend(findings)

    def add(self, finding: Finding) -> None:
        self.counts[finding.code] += 1
        kept = self._kept[finding.severity]
        if len(kept) < SHOWN:
            kept.append(finding)

    def extend(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.add(finding)

    def count_more(self, code: str, more: int) -> None:
        """Count findings that a rule found but did not build, being beyond what is shown."""
        self.counts[code] += more

    def copy(self) -> Findings:
        """The same findings and counts, to grow apart."""
        other = Findings()
        other.counts = Counter(self.counts)
        other._kept = {severity: list(kept) for severity, kept in self._kept.items()}
        return other

    def without(self, finding: Finding) -> bool:
        """Take one finding out; whether it was there."""
        kept = self._kept[finding.severity]
        if finding not in kept:
            return False
        kept.remove(finding)
        self.counts[finding.code] -= 1
        return True

    def __iter__(self) -> Iterator[Finding]:
        """At most SHOWN findings, errors first."""
        every = [finding for severity in Severity for finding in self._kept[severity]]
        return iter(every[:SHOWN])

    def __len__(self) -> int:
        return self.counts.total()

    def count(self, severity: Severity) -> int:
        return sum(n for code, n in self.counts.items() if CATALOGUE[code].severity is severity)

    @property
    def blocking(self) -> bool:
        return self.count(Severity.ERROR) > 0


def _kind(code: str, severity: Severity, sentence: str, **defaults: object) -> type[Finding]:
    name = "".join(part.capitalize() for part in code.split("-"))
    body = {"code": code, "severity": severity, "sentence": sentence, "defaults": defaults, "__module__": __name__}
    return type(name, (Finding,), body)


_E, _W, _C = Severity.ERROR, Severity.WARNING, Severity.CORRECTION
# fmt: off
# -- the file ---------------------------------------------------------------------------------------------------------
UnreadableFile = _kind("unreadable-file", _E, "Le fichier « {value} » est endommagé ou n'a pas pu être lu ({reason}). {hint}", hint="Ouvrez-le dans votre tableur, enregistrez-le au format .xlsx, puis importez-le de nouveau.")
EncryptedFile = _kind("encrypted-file", _E, "Le fichier « {value} » est protégé par un mot de passe. Retirez-le dans Excel, puis importez-le de nouveau.")
NotAWorkbook = _kind("not-a-workbook", _E, "Le fichier « {value} » n'est pas un classeur ({reason}). Importez un classeur (.xlsx, .xlsm, .xlsb, .xls, .ods) ou un fichier .csv.")
TooLarge = _kind("too-large", _E, "Le fichier « {value} » est trop volumineux : {reason}. Retirez ce qui n'est pas utile ou importez-le en plusieurs fois.")
DangerousFile = _kind("dangerous-file", _E, "Le fichier « {value} » est refusé par prudence : {reason}. Recopiez son contenu dans un classeur neuf.")
MixedEncodings = _kind("mixed-encodings", _E, "Le fichier « {value} » mélange deux codages de caractères à partir de la ligne {line}. Enregistrez-le en UTF-8, puis importez-le de nouveau.")
NoSessionFound = _kind("no-session-found", _E, "Aucune session trouvée : {reason}. Indiquez le code de la session dans la feuille « Fiche ».")
IncompleteExport = _kind("incomplete-export", _E, "Ce fichier ne contient que des votes : il manque {what}. Complétez-le sur l'écran « Importer », qui le demande et propose ; ou recopiez les votes dans le modèle.")
# -- a sheet ----------------------------------------------------------------------------------------------------------
MissingSheet = _kind("missing-sheet", _E, "La feuille « {sheet} » manque : {reason}. Ajoutez-la à partir du modèle.")
HiddenSheet = _kind("hidden-sheet", _W, "La feuille « {sheet} » est masquée ; elle est lue comme les autres. Vérifiez que c'est voulu.")
UnknownSheet = _kind("unknown-sheet", _W, "La feuille « {sheet} » n'est pas une feuille du modèle ; elle n'est pas importée.")
EmptySheet = _kind("empty-sheet", _W, "La feuille « {sheet} » ne contient aucune ligne ; elle n'apporte rien et ce qui est dans la base reste inchangé.")
AggregatedVotes = _kind("aggregated-votes", _W, "La feuille « {sheet} » donne des totaux par réponse, pas les votes de chaque personne ; elle n'est pas importée. Exportez les réponses individuelles.")
# -- a heading --------------------------------------------------------------------------------------------------------
MissingHeader = _kind("missing-header", _E, "La colonne « {heading} » manque dans la feuille « {sheet} ». Ajoutez-la à partir du modèle.")
DuplicateHeader = _kind("duplicate-header", _E, "{address} : la colonne « {value} » figure deux fois (aussi en {other}). Gardez-en une seule.")
BlankHeader = _kind("blank-header", _W, "{address} : cette colonne contient des valeurs sans titre ; elle n'est pas importée. Donnez-lui un titre si elle compte.")
ExtraHeader = _kind("extra-header", _W, "{address} : la colonne « {value} » n'est pas reconnue ; elle n'est pas importée.")
AmbiguousHeader = _kind("ambiguous-header", _E, "{address} : la colonne « {value} » peut vouloir dire {choices}. Renommez-la comme dans le modèle.")
# -- a row ------------------------------------------------------------------------------------------------------------
BlankRow = _kind("blank-row", _C, "{address} : ligne vide au milieu du tableau, ignorée.")
DuplicateRow = _kind("duplicate-row", _C, "{address} : cette ligne répète la ligne {other} ; elle n'est comptée qu'une fois.")
DuplicateKey = _kind("duplicate-key", _E, "{address} : « {value} » figure déjà en {other} avec un autre contenu. Gardez une seule des deux lignes.")
ConflictingVote = _kind("conflicting-vote", _E, "{address} : deux votes différents de {participant} sur {criterion} (« {value} » ici, « {first} » en {other}). Gardez le bon.")
UnknownParticipant = _kind("unknown-participant", _E, "{address} : le participant {value} n'est pas dans la feuille « Participants »{known}. {hint}")
UnknownCriterion = _kind("unknown-criterion", _E, "{address} : le critère « {value} » n'est pas dans la feuille « Critères »{known}. {hint}")
UnknownSession = _kind("unknown-session", _E, "{address} : la session « {value} » n'est ni dans la feuille « Fiche » ni dans la base. {hint}")
UnknownFrein = _kind("unknown-frein", _W, "{address} : {reason} ; le lien vers le frein n° {value} n'est pas gardé. Corrigez le numéro si ce lien compte.")
UnfinishedRow = _kind("unfinished-row", _W, "{address} : réponse commencée mais non envoyée ; la ligne n'est pas importée.")
RepeatedBallot = _kind("repeated-ballot", _W, "{address} : « {value} » a déjà voté de la même façon en ligne {other} ; ses votes ne sont comptés qu'une fois. Si c'est le bulletin d'une autre personne, corrigez le code.")
TotalRow = _kind("total-row", _C, "{address} : ligne de total ou de moyenne (« {value} »), ignorée{after}.")
ExampleRow = _kind("example-row", _C, "{address} : cette ligne commence par « {value} » et n'est pas importée. Remplacez ce mot par un code si elle compte.")
PreparedRow = _kind("prepared-row", _C, "{address} : « {value} », code préparé par le modèle, n'a ni collège ni vote ; la ligne est ignorée. Complétez-la si la personne a participé.")
# -- a cell -----------------------------------------------------------------------------------------------------------
MissingValue = _kind("missing-value", _E, "{address} : il manque « {heading} ». Remplissez la cellule.")
WrongType = _kind("wrong-type", _E, "{address} : « {value} » n'est pas {expected}. Corrigez la cellule.")
OutOfScale = _kind("out-of-scale", _E, "{address} : la note « {value} » est hors de l'échelle {low} à {high}. Corrigez la cellule ou changez l'échelle du critère.")
UnknownTheme = _kind("unknown-theme", _W, "{address} : le thème « {value} » n'est pas dans la grille de codage ; le texte est importé sans thème. Corrigez-le, ou codez le texte à l'écran.")
ErrorCell = _kind("error-cell", _E, "{address} : la cellule contient l'erreur Excel {value}. {hint}")
FormulaWithoutValue = _kind("formula-without-value", _E, "{address} : la formule n'a pas de résultat enregistré. Ouvrez le fichier dans votre tableur, enregistrez-le, puis importez-le de nouveau.")
AmbiguousDate = _kind("ambiguous-date", _E, "{address} : « {value} » peut se lire jour/mois ou mois/jour. Écrivez la date en toutes lettres, par exemple « {example} ».")
ImpossibleDate = _kind("impossible-date", _E, "{address} : « {value} » n'est pas une date. {hint}", hint="Écrivez-la JJ/MM/AAAA.")
UnknownChoice = _kind("unknown-choice", _E, "{address} : « {value} » n'est pas un choix possible pour « {heading} » ({choices}). {hint}")
ExtraCell = _kind("extra-cell", _W, "{address} : « {value} » est en dehors du tableau ; cette cellule n'est pas importée.")
MergedCell = _kind("merged-cell", _W, "{address} : cellules fusionnées ; seule la première porte la valeur. Défusionnez-les si chaque ligne a la sienne.")
TruncatedText = _kind("truncated-text", _W, "{address} : texte de {length} caractères, coupé à {limit}. Résumez-le si la fin compte.")
FormulaLikeText = _kind("formula-like-text", _W, "{address} : « {value} » commence comme une formule ; il est gardé comme un simple texte.")
PersonalData = _kind("personal-data", _W, "{address} : {what} ; {done}. Aucun nom, courriel ou téléphone n'est enregistré.")
MaskedName = _kind("masked-name", _C, "{address} : {what} ; la mention est masquée (« {value} »). Si ce n'est pas un nom, dites-le à l'aperçu.")
KeptMention = _kind("kept-mention", _W, "{address} : une mention qui ressemble à un nom est gardée, puisque vous avez dit que ce n'en est pas un.")
Mojibake = _kind("mojibake", _W, "{address} : « {value} » contient des caractères abîmés par un mauvais codage. Corrigez le texte.")
CorrectedValue = _kind("corrected-value", _C, "{address} : « {value} » a été lu « {read} » ({rule}).")
RefusedCorrection = _kind("refused-correction", _E, "{address} : vous avez refusé une correction ({said}). Décidez ce qu'il faut lire, ou corrigez la cellule.")
# -- a session --------------------------------------------------------------------------------------------------------
TooManyParticipants = _kind("too-many-participants", _W, "Session {session} : {count} participants, alors que la méthode en prévoit 20 au plus.")
LateSession = _kind("late-session", _W, "Session {session} : tenue {days} jours après le cadrage, au-delà du délai d'un mois (avant le {deadline}).")
UnusualDuration = _kind("unusual-duration", _W, "{address} : durée de {hours} h, alors que la méthode prévoit {expected} h (à {tolerance} h près). Vérifiez la valeur.")
MissingCollege = _kind("missing-college", _W, "Session {session} : aucun participant du collège {college}. Les conclusions n'engagent pas ce collège.")
MixedScales = _kind("mixed-scales", _E, "{address} : le critère « {value} » n'a pas le même barème ({scale}) que les autres critères de l'axe {axis} ({other}). Les critères d'un axe partagent une échelle et un seuil favorable.")
SeveralGlobalCriteria = _kind("several-global-criteria", _E, "{address} : le critère « {value} » est le deuxième critère global de l'axe {axis} (le premier est « {first} », en {other}). Gardez un seul critère global par axe.")
OversizedScale = _kind("oversized-scale", _E, "{address} : barème trop étendu ({scale}). Une échelle compte au plus {limit} notes, par exemple de 0 à 100. Vérifiez le minimum et le maximum.")
MissingRows = _kind("missing-rows", _E, "Session {session} : elle a des votes, mais aucune ligne dans la feuille « {sheet} », ni dans ce classeur ni dans la base. Ajoutez ses lignes.")
OrphanVotes = _kind("orphan-votes", _E, "Session {session} : la base garde des votes que la nouvelle feuille « {sheet} » ne permet plus de lire ({reason}). Complétez la feuille, ou importez aussi les votes.")
InvertedScale = _kind("inverted-scale", _E, "{address} : barème impossible ({scale}). Le minimum doit être plus petit que le maximum, et le seuil favorable au-dessus du minimum et au plus égal au maximum.")
DeclaredVerdictDiffers = _kind("declared-verdict-differs", _W, "Session {session} : la fiche déclare « {declared} », les votes donnent « {computed} ». Les deux seront montrés.")
PanelTooLarge = _kind("panel-too-large", _W, "Session {session} : {count} places prévues, alors que la méthode limite le panel à 20 personnes. Réduisez le nombre de places.")
NegativePlaces = _kind("negative-places", _E, "{address} : « {value} » n'est pas un nombre de places. Écrivez 0 ou plus.")
OutcomeBeforeSession = _kind("outcome-before-session", _W, "{address} : cette suite ({outcome_date}) est datée d'avant la session ({session_date}). Vérifiez les deux dates.")
CodeTaken = _kind("code-taken", _E, "Le code {session} désigne déjà un dossier (« {title} »). Choisissez un autre code, ou ouvrez ce dossier pour le compléter.")
NearDossier = _kind("near-dossier", _W, "Session {session} : elle ressemble au dossier {code} (« {title} », {administration}), qui n'a pas encore de votes. Si c'est le même, écrivez ce code dans le fichier, ou importez-le seul sur l'écran « Importer », qui propose de les réunir.")
KeptValue = _kind("kept-value", _C, "Session {session} : {fields} vide(s) dans ce classeur ; ce que la base en dit est gardé. Pour l'effacer, corrigez le dossier à l'écran.")
StepOrder = _kind("step-order", _W, "{address} : {later} ({later_date}) précède {earlier} ({earlier_date}). Vérifiez les dates.")
