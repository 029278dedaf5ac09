"""A form in German and Arabic as a small table: relevance, constraint, choice filter, repeat, non-answers."""

from pathlib import Path

FORM_ID = "first-talk"
GERMAN, ARABIC = "Deutsch (de)", "العربية (ar)"
TITLES_ARABIC = ("السكن", "الأسرة", "الموافقة")

_TABLE = """
| survey | | | | | | | | | |
| | type | name | label::Deutsch (de) | label::العربية (ar) | required | relevant | constraint | choice_filter | bind::intake:saveto |
| | begin_group | consent | Einwilligung | الموافقة | | | | | |
| | select_one yes_no | store | Dürfen wir das speichern? | هل يمكننا حفظ هذا؟ | yes | | | | consent.K-DS |
| | select_one yes_no | transfer | Dürfen wir es weitergeben? | هل يمكننا إرسال هذا؟ | yes | | | | consent.K-TRANS |
| | end_group | | | | | | | | |
| | begin_group | person | Zur Person | معلومات شخصية | | | | | |
| | text | called | Wie sollen wir Sie nennen? | كيف نناديك؟ | yes | | | | |
| | integer | age | Wie alt sind Sie? | كم عمرك؟ | yes | | . >= 14 and . <= 110 | | |
| | text | guardian | Wer hat die Vormundschaft? | من هو الوصي؟ | | ${age} < 18 | | | |
| | date | arrived | Seit wann sind Sie hier? | منذ متى أنت هنا؟ | | | . <= today() | | |
| | select_multiple languages | speaks | Welche Sprachen sprechen Sie? | ما اللغات التي تتحدثها؟ | | | | | |
| | end_group | | | | | | | | |
| | begin_group | housing | Wohnen | السكن | | | | | |
| | select_one state | state | In welchem Land wohnen Sie? | في أي ولاية تسكن؟ | yes | | | | |
| | select_one town | town | In welcher Stadt? | في أي مدينة؟ | | | | state = ${state} | |
| | integer | rooms | Wie viele Zimmer? | كم عدد الغرف؟ | | | . >= 0 and . < 30 | | |
| | select_one yes_no | heated | Ist die Wohnung warm genug? | هل المسكن دافئ؟ | | ${rooms} > 0 | | | |
| | text | wish | Was wünschen Sie sich? | ماذا تتمنى؟ | | | | | |
| | end_group | | | | | | | | |
| | begin_group | family | Familie | الأسرة | | | | | |
| | select_one yes_no | has_children | Haben Sie Kinder? | هل لديك أطفال؟ | | | | | |
| | begin_repeat | child | Kind | طفل | | ${has_children} = 'yes' | | | |
| | text | child_name | Wie heißt das Kind? | ما اسم الطفل؟ | | | | | |
| | integer | child_age | Wie alt ist das Kind? | كم عمر الطفل؟ | | | . >= 0 and . < 18 | | |
| | select_one yes_no | school | Geht ${child_name} in die Schule? | هل يذهب ${child_name} إلى المدرسة؟ | | ${child_age} > 5 | | | |
| | end_repeat | | | | | | | | |
| | end_group | | | | | | | | |
| | begin_group | health | Gesundheit | الصحة | | | | | |
| | select_one yes_no | doctor | Haben Sie hier einen Arzt? | هل لديك طبيب هنا؟ | | | | | |
| | select_one yes_no | insured | Sind Sie versichert? | هل لديك تأمين؟ | | | | | |
| | end_group | | | | | | | | |
| | begin_group | work | Arbeit | العمل | | | | | |
| | select_one yes_no | works | Arbeiten Sie? | هل تعمل؟ | | | | | |
| | text | trade | Was haben Sie gelernt? | ماذا تعلمت؟ | | | | | |
| | end_group | | | | | | | | |
| | begin_group | daily | Alltag | الحياة اليومية | | | | | |
| | select_one yes_no | friends | Haben Sie hier Freunde? | هل لديك أصدقاء هنا؟ | | | | | |
| | end_group | | | | | | | | |
| | begin_group | travel | Wege | التنقل | | | | | |
| | select_one yes_no | bicycle | Haben Sie ein Fahrrad? | هل لديك دراجة؟ | | | | | |
| | end_group | | | | | | | | |
| | begin_group | hopes | Wünsche | الأمنيات | | | | | |
| | text | strength | Was gibt Ihnen Kraft? | ما الذي يمنحك القوة؟ | | | | | |
| | time | reached | Wann erreichen wir Sie? | متى يمكننا الوصول إليك؟ | | | | | |
| | end_group | | | | | | | | |
| choices | | | | | |
| | list_name | name | label::Deutsch (de) | label::العربية (ar) | state |
| | yes_no | yes | ja | نعم | |
| | yes_no | no | nein | لا | |
| | languages | ar | Arabisch | العربية | |
| | languages | de | Deutsch | الألمانية | |
| | languages | ku | Kurdisch | الكردية | |
| | state | nord | Nordland | الشمال | |
| | state | sued | Südland | الجنوب | |
| | town | hafen | Hafenstadt | مدينة الميناء | nord |
| | town | deich | Deichdorf | قرية السد | nord |
| | town | berg | Bergstadt | مدينة الجبل | sued |
| settings | | | | |
| | form_title | form_id | version | default_language |
| | Erstes Gespräch | first-talk | 1 | Deutsch (de) |
"""  # noqa: E501 - one line a row, however long


def write_small_form(folder: Path) -> Path:
    """Write the form as a markdown table; return its path."""
    file = folder / "first-talk.md"
    file.write_text(_TABLE, encoding="utf-8")
    return file
