"""SHOW: the only package that knows Streamlit, with `pages/` and `dashboard.py`.

`frame` is the main script (menu, banner, footer); a page begins with `guard.require`, reads through `data`, and shows with
`prose`, `card`, `chart`, `table`, `text` and, for a file, `offer`; a part that is drawn again alone is a `guard.fragment`.
`web` holds what happens before Streamlit: language, headers, our style and script.
"""
