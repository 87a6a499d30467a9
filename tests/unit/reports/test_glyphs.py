"""Signs that the fonts cannot draw, in texts of every alphabet."""

from flash360.reports.glyphs import drawable


def test_french_and_its_spaces_stay_as_they_are():
    text = "« L'œuvre à 5 000\u202f€, 64\u00a0% ; déjà vu… » – n°\u00a03"
    assert drawable(text) == text


def test_right_to_left_texts_and_usual_emoji_are_drawn():
    assert drawable("שלום مرحبا 🎉") == "שלום مرحبا 🎉"


def test_a_sign_without_a_glyph_becomes_the_replacement_sign():
    assert drawable("漢 fin") == "\ufffd fin"


def test_control_signs_joiners_and_direction_marks_go():
    assert drawable("a\x00b\u200dc\u202ed\ufe0f") == "abcd"


def test_line_feeds_stay_and_tabs_become_spaces():
    assert drawable("un\ndeux\ttrois") == "un\ndeux trois"


def test_every_text_of_a_value_is_made_drawable_and_the_rest_is_left():
    assert drawable({"a": ["漢", 1, None], "b": ("é", True)}) == {"a": ["\ufffd", 1, None], "b": ["é", True]}
