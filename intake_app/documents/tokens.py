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
SURFACE = "#FFFFFF"
CANVAS = "#F2F5F6"
RESOURCE = "#0A6F69"  # resources only: solid line, plain fill
RESOURCE_SOFT = "#DCF0EE"
NEED = "#A0470C"  # needs only: dashed line, hatched fill
NEED_SOFT = "#FBE9DD"
