"""An open page asks again, at each action, whether whoever looks at it would still be admitted."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from flash360.errors import AccessDenied
from flash360.settings import ROOT
from flash360.ui import held, turns


def page_with_a_fragment() -> None:
    import streamlit as st

    from flash360.access.scope import Viewer, WholeProgramme
    from flash360.model import Role
    from flash360.ui import guard

    @guard.fragment
    def part() -> None:
        st.button("Encore")
        st.write("Les votes")

    st.session_state.setdefault("ended", False)
    guard.admit(Viewer("V", Role.ANALYSTE, WholeProgramme()), lambda: not st.session_state["ended"])
    part()


def test_a_fragment_of_someone_whose_session_ended_shows_nothing_more():
    app = AppTest.from_function(page_with_a_fragment).run()
    assert [one.value for one in app.markdown] == ["Les votes"]
    app.session_state["ended"] = True
    app.button[0].click().run()
    assert app.error[0].value.startswith("Votre session est terminée")
    assert not app.markdown


def page_that_says_whose_turn_it_is() -> None:
    import streamlit as st

    from flash360.access.scope import Viewer, WholeProgramme
    from flash360.model import Role
    from flash360.ui import guard, turns

    @guard.fragment
    def part() -> None:
        st.button("Encore")
        st.text(f"tour : {turns.PAGES._now is not None}")

    guard.admit(Viewer("V", Role.ANALYSTE, WholeProgramme()))
    part()


def test_a_part_of_a_page_is_drawn_in_its_turn_and_gives_it_back():
    app = AppTest.from_function(page_that_says_whose_turn_it_is).run()
    app.button[0].click().run()
    assert [one.value for one in app.text] == ["tour : True"]
    assert turns.PAGES._now is None


def test_the_frame_is_drawn_in_its_turn(path, monkeypatch):
    held_then = list[bool]()
    begin = held.begin
    monkeypatch.setattr(held, "begin", lambda: (held_then.append(turns.PAGES._now is not None), begin())[1])
    app = AppTest.from_file(str(ROOT / "flash360" / "ui" / "frame.py"), default_timeout=60).run()
    assert not app.exception
    assert held_then[0] is True
    assert turns.PAGES._now is None
    held.release()


def test_a_download_prepared_before_the_session_ended_is_refused_at_the_click(path):
    from flash360.access.scope import Viewer, WholeProgramme
    from flash360.model import Role
    from flash360.ui import guard

    ended: list[bool] = []
    guard.admit(Viewer("V", Role.ANALYSTE, WholeProgramme()), lambda: not ended)
    make = guard.while_admitted(lambda: b"les votes", "votes.csv")
    assert make() == b"les votes"
    ended.append(True)
    with pytest.raises(AccessDenied):
        make()
    guard.dismiss()
