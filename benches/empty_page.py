"""The floor: a Streamlit page with a word on it."""

import streamlit as st

st.title("Vide")
