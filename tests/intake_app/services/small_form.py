"""A form of a few questions, as a table, for tests of the services."""

import tempfile
from functools import lru_cache
from pathlib import Path

from intake_app.forms import FormDefinition
from intake_app.services.forms import read_form_file

SMALL_FORM = "small"
_SURVEY = """\
| survey | | | | | | | |
| | type | name | label::English (en) | label::العربية (ar) | required | relevant | bind::intake:saveto |
| | select_one yes_no | store | May we store this? | هل يمكننا الحفظ؟ | yes | | consent.K-DS |
| | select_one yes_no | transfer | May we pass it on? | هل يمكننا الإرسال؟ | | | consent.K-TRANS |
| | text | name | What is your name? | ما اسمك؟ | | | |
| | integer | age | How old are you? | كم عمرك؟ | | | |
| | text | school | Which school? | أي مدرسة؟ | yes | ${age} < 18 | |
| choices | | | | |
| | list_name | name | label::English (en) | label::العربية (ar) |
| | yes_no | yes | yes | نعم |
| | yes_no | no | no | لا |
| settings | | | | |
| | form_title | form_id | version | default_language |
| | Small form | small | {version} | English (en) |
"""


@lru_cache(maxsize=4)
def read_small_form(version: str = "1") -> FormDefinition:
    """Return the form; raises AssertionError when it does not read."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "small.md"
        file.write_text(_SURVEY.replace("{version}", version), encoding="utf-8")
        reading = read_form_file(file)
    assert reading.definition is not None, reading.findings
    return reading.definition
