"""The one style sheet, built from the tokens and the text size.

No font is set here: fonts come from ``type`` (a style sheet's ``font-weight`` would smear variable fonts).
Edges grow from 1 to 2 px on focus; the padding gives the pixel back, so nothing jumps.
"""

from ui.look.theme import Theme, theme
from ui.look.type import px

# Chip kind -> ground token, text token; line and dash have an edge instead of a ground.
CHIPS = {
    "soft": ("soft", "accent"), "res": ("ressoft", "res"), "need": ("needsoft", "need"),
    "att": ("attsoft", "att"), "stop": ("stopsoft", "stop"), "sunken": ("sunken", "muted"),
}  # fmt: skip


def style_sheet() -> str:
    """Return the style sheet for the theme and the text size in use."""
    worn = theme()
    return "\n".join((_grounds(worn), _buttons(worn), _fields(worn), _rest(worn), _chips(worn)))


def _grounds(t: Theme) -> str:
    return f"""
QMainWindow, QDialog, #screen {{ background:{t.canvas}; }}
#plain, QScrollArea, QScrollArea > QWidget > #plain {{ background:transparent; border:0; }}
#bar {{ background:{t.surface}; border:0; border-bottom:1px solid {t.line}; }}
#foot {{ background:{t.surface}; border:0; border-top:1px solid {t.line}; }}
#rail {{ background:{t.surface}; border:0; }}
#line {{ background:transparent; border:0; border-bottom:1px solid {t.line}; }}
#blank {{ background:{t.canvas}; }}
QFrame[rule="h"] {{ background:{t.line}; border:0; min-height:1px; max-height:1px; }}
QFrame[rule="v"] {{ background:{t.line}; border:0; min-width:1px; max-width:1px; }}
QFrame[card="plain"] {{ background:{t.surface}; border:1px solid {t.line}; border-radius:10px; }}
QFrame[card="focus"] {{ background:{t.surface}; border:2px solid {t.accent}; border-radius:10px; }}
QFrame[card="att"] {{ background:{t.attsoft}; border:1px solid {t.attline}; border-radius:10px; }}
QFrame[card="stop"] {{ background:{t.stopsoft}; border:1px solid {t.stop}; border-radius:10px; }}
QFrame[card="soft"] {{ background:{t.soft}; border:1px solid {_edge(t, t.soft)}; border-radius:10px; }}
QFrame[card="prov"] {{ background:{t.provsoft}; border:1px dashed {t.prov}; border-radius:10px; }}
QFrame[card="sunken"] {{ background:{t.canvas}; border:1px solid {t.line}; border-radius:8px; }}
QFrame[card="dash"] {{ background:transparent; border:1px dashed {t.strong}; border-radius:8px; }}
QFrame[card="popover"] {{ background:{t.surface}; border:1px solid {t.line}; border-radius:10px; }}
QFrame[card]:focus, #plain:focus {{ border:2px solid {t.accent}; border-radius:10px; }}
#ring {{ background:transparent; border:2px solid {t.accent}; }}
"""


def _buttons(t: Theme) -> str:
    tall, pad = px(38), px(14)
    return f"""
QPushButton {{ background:{t.surface}; color:{t.text}; border:1px solid {t.strong}; border-radius:8px;
    padding:1px {pad}px; min-height:{tall}px; outline:0; }}
QPushButton:hover {{ border-color:{t.accent}; }}
QPushButton:pressed {{ background:{t.soft}; }}
QPushButton:focus {{ border:2px solid {t.accent}; padding:0 {pad - 1}px; }}
QPushButton[kind="primary"] {{ background:{t.accent}; color:{t.on}; border:1px solid {t.accent}; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{ background:{t.hover}; }}
QPushButton[kind="primary"]:focus {{ border:2px solid {t.text}; }}
QPushButton[kind="ghost"] {{ background:transparent; color:{t.accent}; border-color:transparent; padding:1px {px(8)}px; }}
QPushButton[kind="ghost"]:hover {{ background:{t.soft}; }}
QPushButton[kind="quiet"] {{ background:transparent; color:{t.muted}; border-color:transparent; padding:1px {px(8)}px; }}
QPushButton[kind="quiet"]:hover {{ background:{t.sunken}; }}
QPushButton[kind="ghost"]:focus, QPushButton[kind="quiet"]:focus {{ border:2px solid {t.accent}; padding:0 {px(8) - 1}px; }}
QPushButton[kind="small"] {{ min-height:{px(30)}px; padding:1px {px(10)}px; border-radius:6px; }}
QPushButton[kind="small"]:focus {{ padding:0 {px(10) - 1}px; }}
QPushButton[kind="non"] {{ min-height:{px(30)}px; padding:1px {px(8)}px; border-radius:6px; color:{t.muted};
    border:1px solid {t.line}; background:transparent; }}
QPushButton[kind="non"]:focus {{ border:2px solid {t.accent}; padding:0 {px(8) - 1}px; }}
QPushButton[kind="non"]:checked {{ border:2px solid {t.accent}; background:{t.soft}; color:{t.text}; padding:0 {px(8) - 1}px; }}
QPushButton[tall="1"] {{ min-height:{px(52)}px; padding:1px {px(20)}px; }}
QPushButton[tall="1"]:focus {{ padding:0 {px(20) - 1}px; }}
QPushButton[bare="1"], QPushButton[bare="1"]:focus {{ padding:0; }}
QPushButton:disabled {{ color:{t.muted}; border:1px dashed {t.strong}; background:{t.canvas}; }}
"""


def _fields(t: Theme) -> str:
    tall, pad = px(38), px(12)
    return f"""
QLineEdit, QPlainTextEdit {{ background:{t.surface}; color:{t.text}; border:1px solid {t.strong}; border-radius:8px;
    padding:1px {pad}px; min-height:{tall}px; selection-background-color:{t.accent}; selection-color:{t.on};
    placeholder-text-color:{t.muted}; }}
QPlainTextEdit {{ padding:{px(7)}px {px(8)}px; }}
QLineEdit:focus {{ border:2px solid {t.accent}; padding:0 {pad - 1}px; }}
QPlainTextEdit:focus {{ border:2px solid {t.accent}; padding:{px(7) - 1}px {px(8) - 1}px; }}
QLineEdit[bad="1"] {{ border:2px solid {t.stop}; padding:0 {pad - 1}px; }}
QPlainTextEdit[bad="1"] {{ border:2px solid {t.stop}; }}
QLineEdit[bad="1"]:focus, QPlainTextEdit[bad="1"]:focus {{ border:2px solid {t.accent}; }}
QLineEdit[tall="1"] {{ min-height:{px(50)}px; border-radius:10px; }}
QLineEdit:read-only, QPlainTextEdit:read-only, QLineEdit:disabled, QPlainTextEdit:disabled {{ background:{t.canvas}; }}
QComboBox {{ background:{t.surface}; color:{t.text}; border:1px solid {t.strong}; border-radius:8px;
    padding:1px {pad}px; min-height:{tall}px; combobox-popup:0; }}
QComboBox:focus, QComboBox:on {{ border:2px solid {t.accent}; padding:0 {pad - 1}px; }}
QComboBox::drop-down {{ border:0; width:{px(28)}px; }}
QComboBox::down-arrow {{ image:none; width:0; height:0; }}
QComboBox QAbstractItemView {{ background:{t.surface}; color:{t.text}; border:1px solid {t.strong}; outline:0; padding:{px(4)}px;
    selection-background-color:{t.soft}; selection-color:{t.text}; }}
QComboBox QAbstractItemView::item {{ min-height:{px(34)}px; padding:0 {px(8)}px; }}
QCheckBox, QRadioButton {{ color:{t.text}; background:transparent; spacing:{px(8)}px;
    border:2px solid transparent; border-radius:6px; padding:0 {px(4)}px; }}
QCheckBox:focus, QRadioButton:focus {{ border:2px solid {t.accent}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width:0; height:0; }}
"""


def _rest(t: Theme) -> str:
    return f"""
QLabel[key="1"] {{ background:{t.canvas}; border:1px solid {t.line}; border-bottom:2px solid {t.line};
    border-radius:4px; padding:0 {px(5)}px; }}
QScrollBar:vertical {{ background:transparent; width:12px; margin:2px; }}
QScrollBar::handle:vertical {{ background:{t.line}; border:1px solid {t.strong}; border-radius:4px; min-height:40px; }}
QScrollBar:horizontal {{ background:transparent; height:12px; margin:2px; }}
QScrollBar::handle:horizontal {{ background:{t.line}; border:1px solid {t.strong}; border-radius:4px; min-width:40px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background:transparent;
    border:0; height:0; width:0; }}
QToolTip {{ background:{t.text}; color:{t.surface}; border:0; padding:{px(4)}px {px(8)}px; }}
QMenu {{ background:{t.surface}; color:{t.text}; border:1px solid {t.strong}; border-radius:8px; padding:{px(4)}px; }}
QMenu::item {{ padding:{px(8)}px {px(20)}px; border-radius:6px; }}
QMenu::item:selected {{ background:{t.soft}; color:{t.text}; }}
"""


def _edge(t: Theme, ground: str) -> str:
    """Return the edge of what its ground alone sets off: in high contrast there is one ground only."""
    return t.strong if t.name == "contrast" else ground


def _chips(t: Theme) -> str:
    parts = [
        f'QFrame[chip="{kind}"] {{ background:{getattr(t, ground)}; border:1px solid {_edge(t, getattr(t, ground))}; '
        f"border-radius:{px(6)}px; }}"
        for kind, (ground, _ink) in CHIPS.items()
    ]
    parts += [
        f'QFrame[chip="line"] {{ background:transparent; border:1px solid {t.line}; border-radius:{px(6)}px; }}',
        f'QFrame[chip="prov"] {{ background:transparent; border:1px dashed {t.prov}; border-radius:{px(6)}px; }}',
    ]
    return "\n".join(parts)
