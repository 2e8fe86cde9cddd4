"""The floor: the smallest page that does what the map page does at a switch, and nothing else."""

import streamlit as st

chosen = st.selectbox("Indikator", ["satu", "dua", "tiga", "empat"])
st.text(f"pilihan {chosen}")
