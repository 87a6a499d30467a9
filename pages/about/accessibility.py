"""Accessibilité: what conforms, what does not, and whom to tell."""

import streamlit as st

from flash360.ui import guard, text

guard.require()

st.title(text.typeset("Accessibilité : partiellement conforme"), anchor=False)
st.markdown(
    text.typeset("""
Ce tableau de bord vise le référentiel général d'amélioration de l'accessibilité (RGAA 4.1, soit WCAG 2.1, niveaux A et AA).
Il n'a pas encore été audité par un tiers. L'état ci-dessous repose sur les vérifications de l'équipe qui le développe :
un contrôle automatique de chaque page par axe-core à chaque version, un parcours au clavier et une lecture à 400 pixels de large.
""")
)
st.header("Ce qui est fait", anchor=False)
st.markdown(
    text.typeset("""
- La langue de la page est le français ; le titre de l'onglet nomme la page.
- Chaque graphique a un titre, une phrase qui dit ce qu'il montre (c'est aussi son texte de remplacement) et un tableau,
  sous « Voir les données ».
- Aucune information ne repose sur la seule couleur : une forme, un mot ou une place dit la même chose.
- Les contrastes du texte, des boutons et des liens atteignent 4,5 pour 1.
- Tout se commande au clavier ; l'élément actif est entouré ; un lien mène directement au contenu.
- Rien ne bouge ni ne clignote, et rien n'expire pendant que vous lisez.
""")
)
st.header("Ce qui n'est pas conforme", anchor=False)
st.markdown(
    text.typeset("""
- Les grilles que l'on peut trier et filtrer sont dessinées point par point. Un lecteur d'écran les lit avec peine ; les mêmes
  lignes se téléchargent en CSV, et les tableaux « Voir les données » sont de vrais tableaux.
- Choisir un point dans un graphique demande une souris. La session s'ouvre aussi depuis la liste de la page « Fiche de session ».
- Sans JavaScript, le tableau de bord ne s'affiche pas.
- Quelques mots de la bibliothèque d'affichage peuvent rester en anglais, par exemple dans un message rare du navigateur.
""")
)
st.header("Nous le signaler", anchor=False)
st.markdown(
    text.typeset("""
Une information vous échappe, un écran vous bloque ? Écrivez à l'équipe du programme : elle vous donnera l'information
sous une autre forme et corrigera l'écran. Sans réponse satisfaisante, vous pouvez saisir le
[Défenseur des droits](https://www.defenseurdesdroits.fr/), gratuitement.
""")
)
st.caption("Déclaration établie avec la première version du tableau de bord. Elle change avec lui.")
