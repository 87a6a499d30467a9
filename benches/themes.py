"""How well themes are suggested and near texts found on real French, each figure beside its baselines.

    python -m benches.themes FILE.csv [FILE.csv …]      (make bench-themes BENCH_TEXTS=FILE.csv)

The file has the columns doc, text, theme; texts of one doc never stand on both sides of a split, and count as
paraphrases of one another. Five folds by doc; the few labels are drawn at random among the texts of the training folds,
the other texts of which are read without their theme. Themes are given as bare labels: no codebook helps.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from flash360.demo.corpus import exchanges, themes
from flash360.model import Aspect
from flash360.store.codebook import shipped
from flash360.themes.codebook import Coding, codebook
from flash360.themes.likeness import neighbours
from flash360.themes.search import SearchIndex
from flash360.themes.suggester import Suggestion, train

FEW = 50
DRAWS = 4
TEXTS = 5_000
STATEMENTS = 200_000
Guess = Callable[[list[str], list[str], list[str], list[str]], list[str]]
"""Coded texts, their themes, texts not coded, texts to guess -> themes guessed."""


def main() -> None:
    """Measure the demonstration's texts, then every file named; say what is missing when none is."""
    _demonstration()
    if not sys.argv[1:]:
        sys.exit("No texts: name a CSV file with the columns doc, text, theme (make bench-themes BENCH_TEXTS=…).")
    for path in sys.argv[1:]:
        try:
            table = pd.read_csv(path, dtype=str, keep_default_na=False)[["doc", "text", "theme"]]
        except (OSError, KeyError, ValueError) as error:
            sys.exit(f"« {path} » is not a CSV file with the columns doc, text, theme: {error}")
        print(f"{path}: {len(table)} texts, {table['doc'].nunique()} docs, {table['theme'].nunique()} themes")
        _accuracy(table)
        _paraphrases(table)
        _speed(table)


def _demonstration() -> None:
    """How a fresh base suggests with the shipped codebook, then after codings: held-out texts, 5 folds by exchange."""
    aspects = {theme.theme: theme.aspect for theme in themes()}
    said = [(one.text, one.theme, place) for place, exchange in enumerate(exchanges()) for one in exchange.statements]
    texts, given = [text for text, _, _ in said], [theme for _, theme, _ in said]
    fold = np.array([place % 5 for _, _, place in said])
    chance = np.random.default_rng(0)
    book = codebook(shipped())
    print(f"demonstration: {len(said)} texts, {len(set(given))} themes; the majority class is right for {_commonest(given):.0%}")
    for wrong in (0.0, 0.2):
        sheet = [str(chance.choice([*Aspect])) if chance.random() < wrong else aspects[theme] for theme in given]
        alone = train(book, [], texts)
        _told(f"codebook alone, {wrong:.0%} of aspects at random", alone.suggest(texts, sheet), given)
        if not wrong:
            _told("codebook alone, aspects not read", alone.suggest(texts), given)
        for labels in (50, 350):
            found: dict[int, Suggestion] = {}
            for one in range(5):
                held, rest = np.flatnonzero(fold == one), np.flatnonzero(fold != one)
                coded = chance.choice(rest, labels, replace=False)
                codings = [Coding(texts[place], given[place], sheet[place]) for place in coded]
                suggester = train(book, codings, [text for place, text in enumerate(texts) if place not in set(coded)])
                asked = suggester.suggest([texts[place] for place in held], [sheet[place] for place in held])
                found |= dict(zip(held.tolist(), asked, strict=True))
            _told(f"after {labels} codings", [found[place] for place in range(len(texts))], given)


def _told(name: str, suggestions: Sequence[Suggestion], given: Sequence[str]) -> None:
    made = [one.theme == theme for one, theme in zip(suggestions, given, strict=True) if one.coded]
    keys = np.mean([theme in one.likeliest for one, theme in zip(suggestions, given, strict=True)])
    right = np.mean(made) if made else float("nan")
    print(f"  {name:44} suggested for {len(made) / len(given):.0%}, {right:.0%} right; among the five keys for {keys:.0%}")


def _commonest(given: Sequence[str]) -> float:
    return max(given.count(theme) for theme in set(given)) / len(given)


def _accuracy(table: pd.DataFrame) -> None:
    guesses: dict[str, Guess] = {"majority class": _majority, "words (TF-IDF, linear SVM)": _words, "flash360.themes": _ours}
    print(f"\n  {'macro-F1, 5 folds by doc':34}{'all labels':>16}{f'{FEW} labels':>16}")
    for name, guess in guesses.items():
        figures = [_macro_f1(table, guess, labels, draws) for labels, draws in ((None, 1), (FEW, DRAWS))]
        print(f"  {name:34}" + "".join(f"{mean:>9.3f} ±{error:.3f}" for mean, error in figures))
    for labels in (None, FEW):
        said = [(one, theme) for _, suggestions, themes in _suggested(table, labels) for one, theme in zip(suggestions, themes)]  # noqa: B905
        made = [one.theme == theme for one, theme in said if one.coded]
        share, right = len(made) / len(said), np.mean(made) if made else float("nan")
        print(
            f"  suggested rather than « à coder », {labels or 'all'} labels: {share:.0%} of the texts, {right:.0%} of them right"
        )


def _folds(table: pd.DataFrame, labels: int | None, draw: int) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Rows coded, rows not coded, rows to guess."""
    found = []
    for rest, held in GroupKFold(5, shuffle=True, random_state=draw).split(table, groups=table["doc"]):
        coded = rest if labels is None else np.random.default_rng(draw).choice(rest, min(labels, len(rest)), replace=False)
        found.append((coded, np.setdiff1d(rest, coded), held))
    return found


def _macro_f1(table: pd.DataFrame, guess: Guess, labels: int | None, draws: int) -> tuple[float, float]:
    texts, themes = table["text"].to_numpy(), table["theme"].to_numpy()
    scores = [
        f1_score(
            themes[held], guess(list(texts[coded]), list(themes[coded]), list(texts[rest]), list(texts[held])), average="macro"
        )
        for draw in range(draws)
        for coded, rest, held in _folds(table, labels, draw)
    ]
    return float(np.mean(scores)), float(np.std(scores) / len(scores) ** 0.5)


def _suggested(table: pd.DataFrame, labels: int | None) -> list[tuple[str, list[Suggestion], Sequence[str]]]:
    texts, themes = table["text"].to_numpy(), table["theme"].to_numpy()
    found = []
    for coded, rest, held in _folds(table, labels, 0):
        codings = [Coding(text, theme) for text, theme in zip(texts[coded], themes[coded], strict=True)]
        suggester = train((), codings, list(texts[rest]))
        found.append((suggester.version, suggester.suggest(list(texts[held])), list(themes[held])))
    return found


def _majority(coded: list[str], themes: list[str], rest: list[str], held: list[str]) -> list[str]:
    return list(DummyClassifier().fit(coded, themes).predict(held))


def _words(coded: list[str], themes: list[str], rest: list[str], held: list[str]) -> list[str]:
    return list(make_pipeline(TfidfVectorizer(), LinearSVC(random_state=0)).fit(coded, themes).predict(held))


def _ours(coded: list[str], themes: list[str], rest: list[str], held: list[str]) -> list[str]:
    """The nearest theme even where the margin is too narrow to suggest it, the commonest where no word is known."""
    suggester = train((), [Coding(text, theme) for text, theme in zip(coded, themes, strict=True)], rest)
    commonest = max(sorted(set(themes)), key=themes.count)
    return [one.nearest or commonest for one in suggester.suggest(held)]


def _paraphrases(table: pd.DataFrame) -> None:
    texts, docs = table["text"].tolist(), table["doc"].to_numpy()
    words = TfidfVectorizer().fit_transform(texts)
    likeness = (words @ words.T).toarray()
    np.fill_diagonal(likeness, -1)
    ours = [one is not None and docs[one.index] == docs[index] for index, one in enumerate(neighbours(texts))]
    print(f"\n  recall@1, the nearest text is of the same doc: words {np.mean(docs[likeness.argmax(1)] == docs):.3f}, ", end="")
    print(f"flash360.themes {np.mean(ours):.3f}")


def _speed(table: pd.DataFrame) -> None:
    texts = table["text"].tolist()
    codings = [Coding(text, theme) for text, theme in zip(texts, table["theme"], strict=True)]
    many = [f"{texts[number % len(texts)]} {number}" for number in range(TEXTS)]
    started = time.perf_counter()
    suggester = train((), codings, many)
    trained, used = time.perf_counter(), time.process_time()
    suggester.suggest(many)
    ended, used = time.perf_counter(), time.process_time() - used
    print(f"\n  {TEXTS} texts coded in {ended - trained:.1f} s ({used:.1f} s of processor), ", end="")
    print(f"after {trained - started:.1f} s of learning from {len(texts)} codings and {TEXTS} uncoded texts")
    statements = [f"{texts[number % len(texts)]} {number}" for number in range(STATEMENTS)]
    started = time.perf_counter()
    index = SearchIndex(statements)
    built = time.perf_counter() - started
    queries = [" ".join(text.split()[:words]) for text in texts[:50] for words in (1, 2, 3)]
    times = [_timed(index, query) for query in queries]
    print(f"  search over {STATEMENTS} statements: median {np.median(times) * 1000:.1f} ms, ", end="")
    print(f"slowest {max(times) * 1000:.0f} ms of {len(queries)} queries; index built once in {built:.1f} s\n")


def _timed(index: SearchIndex, query: str) -> float:
    started = time.perf_counter()
    index.search(query)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
