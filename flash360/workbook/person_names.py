"""Whether a short text is the name of a person: two to four capitalised words, one of them a usual first name.

Only a text that is nothing but a name is told: « rue Victor Hugo », « Saint Denis » and « lycée Jean Moulin » are none.
"""

from __future__ import annotations

import re
from functools import lru_cache

from flash360.workbook.folding import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FIRST_NAMES = _words(
    """
    adam adele adelaide adrien adrienne agathe agnes ahmed aicha aime alain alban albane albert alexandra alexandre
    alexia alexis alice alicia aline alix amandine ambre amelie amine amira anais anatole andre andrea andree ange
    angele angelique anissa anna anne annick annie anthony antoine antoinette antonin apolline ariane aristide armand
    arnaud arthur assia astrid aude audrey augustin aurelia aurelie aurelien aurore axel aya aymeric baptiste barbara
    bastien baudouin beatrice benedicte benjamin benoit berenice bernadette bernard bertrand blandine boris brahim brice
    brigitte bruno camille capucine carine carole caroline catherine cecile cedric celeste celestin celia celine chantal
    charles charlie charline charlotte chloe christelle christian christiane christine christophe claire clara clarisse
    claude claudette claudie claudine clea clemence clement clementine clotilde colette colin coline constance constant
    coralie corentin corinne cyprien cyril cyrille damien daniel daniele danielle danny daphne david deborah delphine
    denis denise diane didier djamila dominique dorian doriane dorothee edith edmond edouard elena eleonore eliane elie
    eliott elisa elisabeth elise elodie eloise elsa emile emilie emilien emma emmanuel emmanuelle enzo eric erica erwan
    esteban estelle esther etienne eugene eugenie eva evelyne fabien fabienne fabrice fanny fares farid farida fatiha
    fatima fatou faustine felix ferdinand fernand fernande firmin flavie flavien flora florence florent florian francine
    francis franck francois francoise frederic frederique gabin gabriel gabrielle gael gaelle gaetan gaspard gaston
    genevieve geoffrey georges georgette gerald geraldine gerard germain germaine ghislain ghislaine gilbert gilberte
    gilles ginette gisele gregoire gregory guillaume gustave guy gwenaelle habib hakim hamid hamza hassan helene helena
    henri henriette herve hichem hortense hubert hugo hugues ibrahim ines irene iris isabelle ismael ivan jacqueline
    jacques jade jamal james jamila jason jean jeanine jeanne jeannine jennifer jeremie jeremy jerome jessica joachim
    joan joel joelle johan johanna johnny jonathan jordan joseph josephine josette josiane josselin jules julia julian
    julie julien juliette june justine karim karima karine karl katia kevin khadija khaled lambert laura laure laurence
    laurent laurie lea leila lena leo leon leonard leonie leopold lila lilian liliane lilou lina line lionel lisa lise
    loic lola lorenzo louis louise louisa louna luc luca lucas lucette lucie lucien lucienne ludivine ludovic lydia
    lydie madeleine mael maelle maelys magali mahaut maimouna malika malo manon manuel marc marcel marceau marcelle
    margaux margot marguerite maria mariam marianne marie marielle marilyne marin marine marion marius marlene martial
    martin martine mathias mathieu mathilde mathis mathurin matteo matthieu maud maurice maxence maxime melanie melina
    melissa melvin mehdi michel michele micheline michelle mickael mohamed mohammed monique morgan morgane mounir muriel
    mustapha myriam nabil nadege nadia nadine naima nassim natacha nathalie nathan nathanael nawel nicolas nicole nina
    noa noah noe noel noelle nolan noemie nora nour odette odile olivia olivier omar oceane pascal pascale patrice
    patricia patrick paul paule paulette pauline perrine philippe philippine pierre pierrette priscilla prosper quentin
    rachel rachid raoul raphael raphaelle raymond raymonde rebecca regine regis remi remy renaud rene renee robert robin
    rodolphe rodrigue roger roland rolande romain romane romeo romuald ronan rosalie rose roselyne roxane ruben sabine
    sabrina sacha salim salome samia samir samira samuel samy sandra sandrine sara sarah sebastien segolene selma serge
    severine sidonie simeon simon simone sofia solange solene soline sonia sophie stanislas stella stephane stephanie
    suzanne sylvain sylvaine sylvere sylvette sylviane sylvie tanguy tatiana thais theo theodore therese thibaud
    thibault thibaut thierry thomas tiphaine timothee titouan tom tony tristan ugo ulysse valentin valentine valerie
    vanessa veronique victoire victor victoria vincent violette virginie vivien viviane walid wassim wilfried william
    xavier yacine yael yan yanis yann yannick yasmina yasmine yohan yolande youssef yvan yves yvette yvon yvonne
    zacharie zahra zineb zoe
    """
)
_NO_NAME = _words(
    """
    saint sainte st ste rue place avenue boulevard quai cite lycee college ecole hopital clinique mairie ville commune
    centre maison association fondation institut universite agence service direction departement region prefecture
    ministere conseil mission groupe societe sarl sas entreprise cabinet syndicat reseau comite club union federation
    mutuelle caisse office pole
    """
)
_WORD = re.compile(r"[^\W\d_][^\W\d_'’.]*(?:[-'’][^\W\d_]+)*\.?")
_INITIAL = re.compile(r"[^\W\d_]\.?")
_PARTICLES = frozenset({"de", "du", "des", "d", "le", "la", "van", "von", "ben", "el", "al", "da", "dos"})


@lru_cache(maxsize=20_000)
def is_person_name(text: str) -> bool:
    """Whether a text is « Jean Dupont », « DUPONT Jean », « Dupont, Jean-Marie », « J. Martin Dupont » and nothing else."""
    if len(text) > 60 or any(character.isdigit() for character in text):
        return False
    words = text.replace(",", " ").split()
    if not 2 <= len(words) <= 5 or not all(_WORD.fullmatch(word) for word in words):
        return False
    folded = [fold(word) for word in words]
    if any(word in _NO_NAME for word in folded):
        return False
    own = [word for word, flat in zip(words, folded, strict=True) if flat not in _PARTICLES]
    capitals = all(word[0].isupper() or _INITIAL.fullmatch(word) for word in own)
    first = {folded[0], folded[-1], folded[0].partition("-")[0], folded[-1].partition("-")[0]}
    return capitals and len(own) >= 2 and bool(first & _FIRST_NAMES)
