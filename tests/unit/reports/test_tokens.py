"""Texts that stand aside while a chart is laid out."""

from flash360.reports.tokens import aside, back

SPEC = {
    "layer": [
        {"encoding": {"text": {"field": "label"}}, "transform": [{"filter": "isValid(datum.label)"}]},
        {"encoding": {"text": {"field": "verdict"}, "color": {"field": "verdict"}}},
        {"encoding": {"text": {"field": "name"}}, "transform": [{"filter": "datum.name === 'x'"}]},
    ]
}


def test_only_texts_that_are_written_and_nothing_else_stand_aside():
    rows, kept = aside([{"label": "Une longue phrase", "verdict": "favorable", "name": "quelqu'un", "x": 3}], SPEC)
    assert rows == [{"label": "~000", "verdict": "favorable", "name": "quelqu'un", "x": 3}]
    assert kept == {"~000": "Une longue phrase"}


def test_each_line_has_its_own_token_and_short_texts_stay():
    rows, kept = aside([{"label": "première ligne\n12\nune troisième"}, {"label": None}], SPEC)
    assert rows == [{"label": "~000\n12\n~001"}, {"label": None}]
    assert list(kept.values()) == ["première ligne", "une troisième"]


def test_texts_come_back_escaped():
    assert back("<text>~000</text>", {"~000": "<b> & co"}) == "<text>&lt;b&gt; &amp; co</text>"


def test_a_text_that_looks_like_a_token_is_not_taken_for_one():
    rows, kept = aside([{"label": "~000"}, {"label": "la suite"}], SPEC)
    assert [row["label"] for row in rows] == ["~000", "~001"]
    assert back("<text>~000</text><text>~001</text>", kept) == "<text>~000</text><text>la suite</text>"
