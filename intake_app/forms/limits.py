"""How large a form may be: far beyond every real form, far below what would hang the program.

The largest published humanitarian forms have some 3,000 questions, 12 languages and place lists of
40,000 rows; a spreadsheet compresses about ten times, hostile ones a thousand times.
"""

MAX_FILE_BYTES = 64 * 1024 * 1024  # the file itself
MAX_UNPACKED_BYTES = 128 * 1024 * 1024  # all parts of a spreadsheet together, uncompressed
MAX_PACK_RATIO = 100  # uncompressed to compressed, of any part larger than MAX_UNSUSPICIOUS_BYTES
MAX_UNSUSPICIOUS_BYTES = 8 * 1024 * 1024
MAX_PARTS = 2_000  # files inside a spreadsheet
MAX_SURVEY_ROWS = 20_000
MAX_CHOICE_ROWS = 100_000
MAX_LIST_ROWS = 250_000  # of a list in a file of its own
MAX_COLUMNS = 2_000
MAX_CELL = 100_000  # characters in a cell (Excel itself allows 32,767)
MAX_NESTING = 40  # groups within groups
MAX_DEPTH = 120  # elements within elements: nesting, and a group and a repeat element for each level
MAX_ELEMENTS = 1_500_000  # 40,000 places in 12 languages have 1.1 million
MAX_LANGUAGES = 150
MAX_EXPRESSION = 60_000  # characters; a spreadsheet's cell with its references written out stays below
MAX_TEXT = 2_000_000  # one text or attribute in XML
MAX_XML_BYTES = 256 * 1024 * 1024
MAX_MEDIA_BYTES = 64 * 1024 * 1024  # pictures and sounds kept inside the package
