"""Writes the sample documents whose formats cannot be typed by hand.

    python packaging/samples/make.py resources/samples

Needs python-docx 1.2, python-pptx 1.0, openpyxl 3.1 and reportlab 4 in a scratch environment, and
Debian's fonts-nanum for the Korean PDF (its glyphs are embedded as a subset; SIL OFL 1.1).
All texts were written for this project.
"""

import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import openpyxl
import pptx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

Section = tuple[str, list[str]]
KOREAN_FONT = "/usr/share/fonts/truetype/nanum/NanumGothic.ttf"

CONTRACT: list[Section] = [
    (
        "1 Position",
        [
            "The employee joins Lark & Thistle Ltd. on 1 April 2024 as a bookkeeper, thirty-two hours a week."
        ],
    ),
    (
        "2 Remuneration",
        ["The gross salary amounts to 3,150 euros a month, paid on the last banking day."],
    ),
    (
        "3 Resignation and dismissal",
        [
            "Either party may terminate the employment in writing, observing a notice period of six weeks to the end of a quarter.",
            "During the first half year two weeks are enough. Holiday that is left over at that time is paid out.",
        ],
    ),
    (
        "4 Confidentiality",
        [
            "Prices of suppliers, addresses of customers and recipes stay inside the firm, also after the employment has ended."
        ],
    ),
]
VEHICLE: list[Section] = [
    (
        "Starting trouble",
        [
            "A weak battery shows itself below zero: the engine turns over slowly or only clicks. Connect the red jump lead to the positive poles first, the black one to bare metal on the dead vehicle's block, never to its minus pole.",
            "After the rescue, drive for half an hour so that the alternator can recharge it. A battery older than five years should be replaced before December.",
        ],
    ),
    (
        "Tyre pressure",
        ["2.3 bar in front, 2.1 behind; with luggage 2.6 all round. Check when they are cold."],
    ),
    (
        "Warning lights",
        [
            "Red means: stop. Yellow means: visit the garage within the week. A steaming bonnet stays closed until it has cooled."
        ],
    ),
]
HANDBOOK: list[Section] = [
    (
        "Opening",
        [
            "Disarm the alarm within forty seconds. Count the float: two hundred euros in small change."
        ],
    ),
    (
        "Closing",
        ["Cash up, lock the takings in the safe, switch off the coffee machine and set the alarm."],
    ),
    (
        "Angry customers",
        [
            "Listen until they have finished, repeat what you understood, and apologise for the trouble, not for the rule. Offer one solution, not three."
        ],
    ),
]
INSURANCE: list[Section] = [
    (
        "Household insurance: what is covered",
        [
            "Fire, lightning, burst mains, storm from force eight, and theft by breaking in. The sum insured is 65,000 euros.",
            "Bicycles are included up to 2,000 euros if they were locked, at any hour of the day.",
        ],
    ),
    (
        "What is not covered",
        [
            "Flood and earthquake, unless the supplement for natural hazards was taken out. Gross negligence, such as candles left burning in an empty room, reduces the payment."
        ],
    ),
    (
        "Reporting a loss",
        [
            "Tell us within a week, take photographs before tidying up, and send a list of what is missing. After a burglary, bring the police file number."
        ],
    ),
]
TELESCOPE: list[Section] = [
    (
        "Collimating a reflector",
        [
            "Point the tube at Polaris, defocus slightly, and turn the three screws of the secondary mirror until the dark disc sits in the middle of the rings."
        ],
    ),
    (
        "What one can see",
        [
            "With 150 millimetres of aperture: the bands of Jupiter, the gap in Saturn's ring, the Orion nebula as a grey-green veil, and some two hundred galaxies as faint smudges far from city lamps."
        ],
    ),
]
KOREAN_GUIDE: list[Section] = [
    (
        "건강검진 안내",
        [
            "검진 전날 저녁 아홉 시 이후에는 음식과 물을 드시지 마십시오. 복용 중인 혈압약은 당일 새벽에 소량의 물로 드셔도 됩니다.",
            "위내시경을 수면으로 받으신 분은 당일 운전을 하실 수 없으니 보호자와 함께 오십시오.",
        ],
    ),
    (
        "결과 확인",
        [
            "결과지는 2주 뒤 우편으로 발송되며, 간 수치나 혈당이 기준을 넘으면 담당 간호사가 먼저 전화를 드립니다."
        ],
    ),
]
STORY: list[Section] = [
    (
        "One: The lamp room",
        [
            "Old Maren had kept the lighthouse for forty-one winters. She knew each ship by the rhythm of its horn, and she had never once let the flame go out, not even on the night her brother drowned."
        ],
    ),
    (
        "Two: The letter from the ministry",
        [
            "They would send a machine, the letter said. It would need no coal, no sleep and no bread. Maren read it twice, folded it into a boat, and set it on the tide."
        ],
    ),
]
PITCH: list[Section] = [
    ("Umbrellas that come back", ["Nine in ten are lost within two years"]),
    (
        "Our idea",
        [
            "A deposit of five euros, returned at any shop of the network",
            "Handles of recycled fishing nets",
        ],
    ),
    (
        "What we need",
        [
            "120,000 euros from investors for stock and forty partner shops",
            "Break-even in the third rainy season",
        ],
    ),
]
BUDGET = [
    ("Month", "Income", "Rent", "Groceries", "Energy", "Left over"),
    ("January", 3150, 980, 412, 168, 1590),
    ("February", 3150, 980, 398, 171, 1601),
    ("March", 3150, 882, 430, 140, 1698),
    ("April", 3260, 882, 405, 96, 1877),
]


def write_docx(path: Path, title: str, sections: list[Section]) -> None:
    document = docx.Document()
    document.core_properties.title = title
    document.add_heading(title, 0)
    for heading, paragraphs in sections:
        document.add_heading(heading, 1)
        for text in paragraphs:
            document.add_paragraph(text)
    document.save(str(path))


def write_pdf(path: Path, title: str, sections: list[Section], font: str = "Times-Roman") -> None:
    styles = getSampleStyleSheet()
    for name in ("Title", "Heading1", "BodyText"):
        styles[name].fontName = font
    story = [Paragraph(escape(title), styles["Title"])]
    for number, (heading, paragraphs) in enumerate(sections):
        if number:
            story.append(PageBreak())
        story += [Paragraph(escape(heading), styles["Heading1"]), Spacer(1, 6)]
        story += [Paragraph(escape(text), styles["BodyText"]) for text in paragraphs]
    SimpleDocTemplate(
        str(path), pagesize=A4, title=title, author="Findling samples", invariant=1
    ).build(story)


def write_pptx(path: Path, sections: list[Section]) -> None:
    deck = pptx.Presentation()
    for heading, lines in sections:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = heading
        slide.placeholders[1].text = "\n".join(lines)
    deck.core_properties.title = sections[0][0]
    deck.save(str(path))


def write_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Household budget 2024"
    for row in BUDGET:
        sheet.append(row)
    book.save(path)


def write_epub(path: Path, title: str, sections: list[Section]) -> None:
    names = [f"chapter{i}.xhtml" for i in range(1, len(sections) + 1)]
    manifest = "".join(
        f'<item id="c{i}" href="{n}" media-type="application/xhtml+xml"/>'
        for i, n in enumerate(names)
    )
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(names)))
    package = (
        f'<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">findling-sample</dc:identifier><dc:title>{title}</dc:title><dc:language>en</dc:language></metadata><manifest>{manifest}</manifest><spine>{spine}</spine></package>'
    )
    container = '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", container)
        book.writestr("content.opf", package)
        for name, (heading, paragraphs) in zip(names, sections, strict=True):
            body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
            book.writestr(
                name,
                f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{heading}</title></head><body><h1>{heading}</h1>{body}</body></html>',
            )


def write_odt(path: Path, title: str, sections: list[Section]) -> None:
    body = f'<text:h text:outline-level="1">{escape(title)}</text:h>'
    for heading, paragraphs in sections:
        body += f'<text:h text:outline-level="2">{escape(heading)}</text:h>' + "".join(
            f"<text:p>{escape(text)}</text:p>" for text in paragraphs
        )
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    content = f'<?xml version="1.0"?><office:document-content {names} office:version="1.3"><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as document:
        document.writestr("mimetype", kind, zipfile.ZIP_STORED)
        document.writestr("content.xml", content)
        document.writestr("META-INF/manifest.xml", manifest)


def main(out: Path) -> None:
    pdfmetrics.registerFont(TTFont("Korean", KOREAN_FONT))
    write_docx(out / "work/employment-contract.docx", "Contract of employment", CONTRACT)
    write_docx(out / "work/shop-handbook.docx", "Handbook of the shop", HANDBOOK)
    write_pdf(out / "home/vehicle-handbook.pdf", "Notes on the van", VEHICLE)
    write_pdf(out / "home/insurance-policy.pdf", "Household insurance", INSURANCE)
    write_pdf(out / "한국어/건강검진.pdf", "건강검진 안내문", KOREAN_GUIDE, font="Korean")
    write_pptx(out / "work/pitch.pptx", PITCH)
    write_xlsx(out / "home/budget.xlsx")
    write_epub(out / "letters/lighthouse.epub", "The last keeper", STORY)
    write_odt(out / "science/telescope.odt", "Under a dark sky", TELESCOPE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
