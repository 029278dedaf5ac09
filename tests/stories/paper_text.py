"""What a reader finds in a paper that was made: its text, taken out with a public tool."""

import subprocess


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()
