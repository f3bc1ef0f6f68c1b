"""Make the sample PDF from its text: python scripts/make_sample_pdf.py"""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "examples" / "bogota-2019"
TEXT = ROOT / "scripts" / "sample" / "levant-review-eln-claim.txt"


def main() -> None:
    """Write the PDF, without a creation date so that the bytes stay the same."""
    styles = getSampleStyleSheet()
    blocks = TEXT.read_text(encoding="utf-8").strip().split("\n\n")
    story = []
    for n, block in enumerate(blocks):
        style = styles["Title"] if n == 0 else styles["BodyText"]
        story += [Paragraph(line, style) for line in block.split("\n")]
        story.append(Spacer(1, 10))
    target = HERE / "2019-01-22-levant-review-eln-claim.pdf"
    SimpleDocTemplate(str(target), pagesize=A4, title=blocks[0], author="Karim Solh", invariant=1).build(story)
    print(target)


if __name__ == "__main__":
    main()
