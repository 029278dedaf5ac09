"""Makes every paper with sample data in every language of papers: PDF and pictures (``make papers``).

For looking at: the pictures are painted from the pages that the window shows and prints. Into ``out/papers``.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QRectF  # noqa: E402 - the checkout has to be on the path first
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter  # noqa: E402

from intake_app.documents.interview_record import make_interview_record  # noqa: E402
from intake_app.documents.making import make_paper  # noqa: E402
from intake_app.documents.page_pictures import Pictures  # noqa: E402
from intake_app.documents.wordings import paper_languages  # noqa: E402
from intake_app.languages import Words  # noqa: E402
from tests.intake_app.documents.sample_papers import all_papers  # noqa: E402
from tests.intake_app.documents.sample_reading import NOW, arrival_reading  # noqa: E402
from ui.printing import paint_page  # noqa: E402

_SIZE = 893, 1263  # points of A4 at 108 dots an inch


def make_all(out: Path) -> int:
    """Write every paper into ``out``; return how many pages there are pictures of."""
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    for tag in paper_languages():
        if tag == "de":
            continue
        for kind, paper in all_papers(tag).items():
            made = make_paper(paper)
            count += _keep(out / f"{kind}-{tag}", made.pdf, made.pages)
        pages = Pictures()
        given = arrival_reading(tag)
        pdf = make_interview_record(given, tuple(given.languages), Words.load("de"), NOW, pictures=pages)
        count += _keep(out / f"interview-{tag}", pdf, pages)
    return count


def _keep(stem: Path, pdf: bytes, pages: Sequence[str]) -> int:
    stem.with_suffix(".pdf").write_bytes(pdf)
    for number, page in enumerate(pages, 1):
        image = QImage(*_SIZE, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        paint_page(painter, page, QRectF(0, 0, *_SIZE))
        painter.end()
        image.save(str(stem.with_name(f"{stem.name}-{number}.png")))
    return len(pages)


if __name__ == "__main__":
    app = QGuiApplication(sys.argv[:1])
    target = ROOT / "out" / "papers"
    print(f"{make_all(target)} pages in {target.relative_to(ROOT)}/")
