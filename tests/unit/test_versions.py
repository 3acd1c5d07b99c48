"""What the names of files tell of versions, and what their texts must say with them."""

from __future__ import annotations

import pytest

from engine.search.quotation import quotation
from engine.search.versions import Kinship, Versions, kinship
from engine.search.wording import Wording
from tests.unit.test_wording import LETTER, MAIL, PROTOKOLL, QUOTED, RENT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lease_v1.txt", "lease_v2.txt"),
        ("LeaseV2.docx", "lease.pdf"),
        ("report.pdf", "report-final2.pdf"),
        ("Vertrag.docx", "Vertrag_alt.docx"),
        ("Entwurf Vertrag.odt", "Vertrag endgültig.odt"),
        ("계약서_최종.hwp", "계약서 초안.hwp"),
        ("계약서최종.hwp", "계약서_수정2.hwp"),
        ("契約書_最終版.docx", "契約書.docx"),
        ("thesis rev. 3.tex", "thesis.tex"),
        ("report 20240301 v1.txt", "report 20240301 v2.txt"),
        ("draft.txt", "final.txt"),
    ],
)
def test_names_tell_versions(one: str, other: str):
    assert kinship(f"/a/{one}", f"/a/{other}") is Kinship.TOLD
    assert kinship(f"/a/{other}", f"/a/{one}") is Kinship.TOLD
    assert kinship(f"/a/{one}", f"/b/{other}") is Kinship.NONE, "in another folder"


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("contract.docx", "contract (1).docx", Kinship.NUMBERED),
        ("Copy of x.txt", "x - Copy (2).txt", Kinship.NUMBERED),
        ("보고서 - 복사본.hwp", "보고서.hwp", Kinship.NUMBERED),
        ("bill (1).pdf", "bill (2).pdf", Kinship.NUMBERED),
        ("report_240301.hwp", "report_240415.hwp", Kinship.DATED),
        ("minutes 2024-03-01 final.txt", "minutes 2024-04-01 final.txt", Kinship.DATED),
        ("minutes 2024-03-01 final.txt", "minutes 2024-04-01 draft.txt", Kinship.DATED),
    ],
)
def test_some_names_tell_little(one: str, other: str, said: Kinship):
    assert kinship(f"/a/{one}", f"/a/{other}") is said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rent 2024-03.txt", "rent 2024-04.txt"),
        ("flat 2023.txt", "flat 2024.txt"),
        ("old house.txt", "new house.txt"),
        ("miller.txt", "smith.txt"),
        ("gold.txt", "g.txt"),
        ("invoice 117.pdf", "invoice 118.pdf"),
        ("20240301.txt", "20240401.txt"),
        ("report.docx", "report.pdf"),
        ("part 1.txt", "part 2.txt"),
    ],
)
def test_other_names_tell_nothing(one: str, other: str):
    assert kinship(f"/a/{one}", f"/a/{other}") is Kinship.NONE


BILL = (
    "Bill no. {number} of {day}. For cleaning the stairs of Garden Street 12 we charge {sum} euros "
    "to be paid within two weeks to the account that is named below. Thank you for your trust."
)
LEASE = RENT.format(day="1 March 2024", rent="{rent}")
NOTE = "Opened the shop in time, sold tea and cups as usual, and put {sum} euros into the safe."


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        (("lease_v1", LEASE.format(rent=650)), ("lease_v2", LEASE.format(rent=700)), True),
        (("lease", LEASE.format(rent=650)), ("lease (1)", LEASE.format(rent=700)), True),
        (
            ("bill", BILL.format(number=117, day="1 March 2024", sum=312)),
            ("bill (1)", BILL.format(number=118, day="1 April 2024", sum=298)),
            False,
        ),
        (
            ("bill", BILL.format(number=117, day="1 March 2024", sum=312)),
            ("bill (1)", BILL.format(number=118, day="1 March 2024", sum=298)),
            False,
        ),
        (("log 2024-03-01", NOTE.format(sum=410)), ("log 2024-03-02", NOTE.format(sum=530)), False),
        (
            ("lease 2024-03-01", LEASE.format(rent=650) * 3),
            ("lease 2024-04-15", LEASE.format(rent=650) * 2 + LEASE.format(rent=700)),
            True,
        ),
        (("lease", LEASE.format(rent=650)), ("letter", LEASE.format(rent=700)), False),
    ],
)
def test_where_names_tell_little_days_and_most_figures_must_agree(
    one: tuple[str, str], other: tuple[str, str], are: bool
):
    files = [one, other]
    versions = Versions(lambda file: [f"/a/{files[file][0]}.txt"], lambda file: [files[file][1]])
    assert versions.are(0, 1) is are
    assert versions.are(1, 0) is are


HEAD = "Subject: Re: The pump\nFrom: Paul <paul@example.org>\nTo: Rita <rita@example.org>\n\n"


@pytest.mark.parametrize(
    "reply",
    [
        f"{HEAD}Thanks, Rita, will do.\nPaul\n\n{QUOTED}",
        f"{HEAD}Thanks.\n\n-----Original Message-----\nFrom: Rita\nSent: Tuesday\n\n{MAIL}",
        f"{HEAD}Am 12.03.2024 um 10:15 Uhr schrieb Rita:\n\n{MAIL}",
        QUOTED.replace("\n> ", "\n> > ").replace("> ", "> > ", 1),
    ],
)
def test_a_mail_that_says_little_but_what_it_quotes_is_nearly_that(reply: str):
    quoting, mail = Wording(reply), Wording(f"Subject: The pump\nFrom: Rita\n\n{MAIL}")
    assert quoting.near(mail)
    assert mail.near(quoting)
    assert quoting.numbers == mail.numbers


@pytest.mark.parametrize(
    "own",
    [
        "I cannot come, ask Karl.",
        "I come at 5.",
        "The float switch that I have is of another kind and will not fit, so ask the shop.",
    ],
)
def test_a_mail_that_says_something_is_its_own(own: str):
    assert not Wording(f"{HEAD}{own}\n\n{QUOTED}").near(Wording(MAIL))


def test_of_a_mail_its_own_words_are_told_from_what_it_quotes():
    mail = quotation(f"{HEAD}Thanks.\n\n{QUOTED}")
    assert mail is not None
    assert mail.own == "Thanks."
    assert mail.quoted == MAIL
    assert quotation(MAIL) is None
    assert quotation(PROTOKOLL + LETTER) is None
