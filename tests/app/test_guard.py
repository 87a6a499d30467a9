"""An open page asks again, at each action, whether whoever looks at it would still be admitted."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from flash360.errors import AccessDenied


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
