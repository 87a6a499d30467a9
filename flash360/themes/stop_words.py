"""Words that say nothing of a text's subject, without accents."""

from __future__ import annotations

from typing import Final

_WORDS: Final = (
    "a afin ai aie ainsi alors apres as au aucun aucune aussi autre autres aux avant avec avoir avons avez c ca car "
    "ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment contre d dans de deja des deux "
    "doit doivent donc dont du elle elles en encore entre es est et etaient etait etant etc ete etes etre eu eux fait "
    "faire faisant faut fois font il ils j je jusqu jusque l la le les leur leurs lors lui m ma mais me meme memes "
    "mes moi moins mon n ne ni non nos notre nous on ont ou par parce pas pendant peu peut peuvent plus plutot pour "
    "pourquoi pourra pourrait qu quand que quel quelle quelles quels qui quoi rien s sa sans se selon sera serait "
    "seront ses si soi soit sommes son sont sous suis sur t ta tant te tel telle telles tels tes toi ton toujours "
    "tous tout toute toutes tres trop tu un une va vers voici voila vont vos votre vous vraiment y "
)
STOP_WORDS: Final = frozenset(_WORDS.split())

_NUMBERS: Final = (
    "zero trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante "
    "soixante cent cents mille million millions dizaine dizaines premier premiere premiers premieres deuxieme seconde moitie"
)
NUMBERS: Final = frozenset(_NUMBERS.split())
"""Words that are searched for and learnt from, but name no theme: they come with any subject."""
