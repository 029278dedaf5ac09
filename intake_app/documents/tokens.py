"""The colours of paper: the light theme's tokens that print well. No colour stands anywhere else."""

TEXT = "#13232B"
MUTED = "#455761"
LINE = "#D2DADE"
STRONG = "#6E7E87"
ACCENT = "#0B5A78"
SOFT = "#E0EEF3"
SUNKEN = "#E8EDEF"
ATTENTION = "#6A4D00"
ATTENTION_SOFT = "#FFF3CB"
PROVISIONAL = "#55459B"  # unreviewed text, sample data; always with a dashed edge
PROVISIONAL_SOFT = "#ECE9F8"
