"""The same votes as each tool lays them out. Reconstituted from public documentation: no real export was at hand.

votes: {participant: (collège, [grade or None per question])}; grades as the tool shows them.
"""

QUESTIONS = ("L'idée est faisable en un an", "L'idée est utile aux usagers")
VOTES = {"1": ("Agent", ["4", "5"]), "2": ("Usager", ["2", "NSP"]), "3": ("Décideur", ["5", None])}


def microsoft_forms_fr(votes=VOTES, questions=QUESTIONS):
    head = ["ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom", "Votre collège", *questions]
    rows = [[n, "2024-03-05 10:00", "2024-03-05 10:05", "anonymous", None, c, *g] for n, (c, g) in votes.items()]
    return {"Sheet1": [head, *rows]}


def microsoft_forms_en(votes=VOTES, questions=QUESTIONS):
    head = ["ID", "Start time", "Completion time", "Email", "Name", "Votre collège", *questions]
    rows = [[n, "3/5/2024 10:00", "3/5/2024 10:05", f"p{n}@exemple.fr", "Jeanne Fictive", c, *g] for n, (c, g) in votes.items()]
    return {"Form1": [head, *rows]}


def google_forms(votes=VOTES, questions=QUESTIONS):
    head = ["Horodateur", "Adresse e-mail", "Vous êtes", *questions]
    rows = [["05/03/2024 10:00:01", f"p{n}@exemple.fr", c, *g] for n, (c, g) in votes.items()]
    return {"Réponses au formulaire 1": [head, *rows]}


def limesurvey(votes=VOTES, questions=QUESTIONS):
    head = [
        "id",
        "submitdate",
        "lastpage",
        "startlanguage",
        "seed",
        "ipaddr",
        "G01Q01",
        *questions,
        "interviewtime",
        "groupTime12",
    ]
    rows = [
        [n, "2024-03-05 10:05:00", "2", "fr", "123456789", "192.168.1.7", c, *g, "93.2", "41.0"] for n, (c, g) in votes.items()
    ]
    return {"results-survey": [head, *rows]}


def mentimeter(votes=VOTES, questions=QUESTIONS):
    head = ["Date (UTC)", "Session", "Voter", "Votre collège", *(f"Que pensez-vous de l'idée ?::{q}" for q in questions)]
    rows = [["2024-03-05", "1", n, c, *g] for n, (c, g) in votes.items()]
    totals = [["Choix", "Votes"], *([q, "3"] for q in questions)]
    return {"Résultats": totals, "Voters": [["Panel fictif"], [], head, *rows]}


def wooclap(votes=VOTES, questions=QUESTIONS):
    head = [
        "Participant",
        "Nom d'utilisateur",
        "Votre collège",
        *(f"Q{i} - {q} (1 pts)" for i, q in enumerate(questions, 1)),
        "Score",
    ]
    rows = [
        [n, f"fictif{n}", c, *(None if x is None else f"{'V' if x == '5' else 'X'} - {x}" for x in g), "0"]
        for n, (c, g) in votes.items()
    ]
    return {"Wooclap": [head, *rows]}


def framaforms(votes=VOTES, questions=QUESTIONS):
    own = ["webform_serial", "webform_sid", "webform_time", "webform_ip_address", "webform_uid", "webform_username"]
    rows = [[n, f"90{n}", "05/03/2024 - 10:00", "192.168.1.7", "0", "Anonyme", c, *g] for n, (c, g) in votes.items()]
    title = ["Panel fictif", *[None] * (5 + len(questions) + 1)]
    return {"Feuille": [title, [*[None] * 6, "Votre collège", *questions], [*own, "Votre collège", *questions], *rows]}


def sphinx(votes=VOTES, questions=QUESTIONS):
    head = ["N°Obs", "DATE_SAISIE", "CLE", "Votre collège", *questions]
    rows = [[n, "05/03/2024", f"K{n}", c, *g] for n, (c, g) in votes.items()]
    return {"Panel": [["Panel fictif"], head, *rows]}


def plain_wide(votes=VOTES, questions=QUESTIONS):
    rows = [[f"R0{n}", c, *g] for n, (c, g) in votes.items()]
    return {"Feuil1": [["Votes du panel"], [], ["Votant", "Groupe", *questions], *rows]}


WRITERS = {
    "microsoft-forms": microsoft_forms_fr,
    "microsoft-forms-en": microsoft_forms_en,
    "google-forms": google_forms,
    "limesurvey": limesurvey,
    "mentimeter": mentimeter,
    "wooclap": wooclap,
    "framaforms": framaforms,
    "sphinx": sphinx,
    "plain": plain_wide,
}
