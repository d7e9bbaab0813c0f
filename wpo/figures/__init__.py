"""Estimates as figures: Plotly, in one theme that also reads in black and white."""
