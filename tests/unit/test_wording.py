"""Which texts say the same, which nearly, and which only look alike."""

from __future__ import annotations

from time import process_time

import pytest

from engine.search.figures import figures
from engine.search.wording import Wording, opening

RENT = (
    "This rental agreement is made on {day} between Ms Anna Berger, landlady, and Mr Tom Hill, "
    "tenant. The flat in Garden Street 12 is let for {rent} euros a month, to be paid by the third "
    "working day. The tenant keeps the flat clean, tells the landlady of damage at once and may "
    "not let it to others without her written consent. Either side may end the agreement with a "
    "notice of three months, which must be given in writing."
)
LETTER = (
    "Dear {name}, thank you for being our member for another year. Your share of the costs for "
    "heating and water is {amount} euros. Please transfer it to our account by the end of the "
    "month, and tell us if your address has changed. With kind regards, your house committee."
)
ROW = "{name} | {count} pieces | oak, oiled | {price} | delivered within ten days by our own van"
MAIL = (
    "Hello Paul,\nthe pump in the cellar has stopped again and the water stands a hand high. Could "
    "you come by before\nthe weekend and bring the spare float switch? The key is with the "
    "neighbours on the second floor.\nGreetings, Rita"
)
QUOTED = "On Tue, 12 Mar 2024 at 10:15, Rita wrote:\n> " + MAIL.replace("\n", "\n> ")
LICENCE = (
    "Copyright (c) {years} The authors. Permission is hereby granted, free of charge, to any "
    "person obtaining a copy of this software and associated documentation files, to deal in the "
    "software without restriction, including without limitation the rights to use, copy, modify, "
    "merge, publish, distribute and sell copies of the software."
)
KOREAN = (
    "기초생활수급자는 주민센터에서 생계급여를 신청할 수 있다. 사회복지제도는 소득이 적은 가구를 "
    "돕기 위해 만들어졌으며, 신청한 가구의 소득과 재산을 조사한 뒤에 급여가 결정된다. 결정에 "
    "이의가 있으면 통지를 받은 날부터 {days}일 안에 시장이나 군수에게 이의를 신청할 수 있고, "
    "담당 공무원은 신청을 받은 다음 다시 조사하여야 한다."
)
THAI = (
    "ผู้เช่าต้องชำระค่าเช่าภายในวันที่ห้าของทุกเดือน และต้องดูแลรักษาบ้านให้สะอาดเรียบร้อยอยู่เสมอ "
    "หากมีสิ่งใดชำรุดเสียหาย ผู้เช่าต้องแจ้งให้เจ้าของบ้านทราบโดยเร็ว ห้ามนำบ้านไปให้ผู้อื่นเช่าต่อ "
    "โดยไม่ได้รับความยินยอมเป็นหนังสือ ค่าเช่าเดือนละ {rent} บาท"
)

MINUTES = (
    "The committee met in the usual room and the chair welcomed everybody who had come. The agenda "
    "was approved and the minutes of the last meeting were read. The treasurer then reported on "
    "the state of the accounts and thanked the members who had paid their dues on time. {} After a "
    "short discussion the members decided to continue as before and the meeting was closed by the "
    "chair with thanks to all who had helped in the kitchen and with the chairs."
)
PROTOKOLL = (
    "Der Vorstand traf sich wie immer im Saal und begrüßte alle, die gekommen waren. Die "
    "Tagesordnung wurde angenommen und die Niederschrift der letzten Sitzung verlesen. Der "
    "Kassenwart berichtete über den Stand der Konten und dankte den Mitgliedern, die ihre Beiträge "
    "rechtzeitig gezahlt hatten. {} Nach kurzer Aussprache wurde die Sitzung mit Dank geschlossen."
)
RECEIPT = (
    "Received with thanks from Mr Tom Hill the rent for the flat in Garden Street for {}, in cash. "
    "The next rent falls due as usual on the third working day. Anna Berger"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Cat\nsat", "the cat sat"),
        ("“Fine” – he said", '"fine" - he said'),
        ("office ﬁle", "office file"),
        (MAIL, MAIL.replace("\n", " ")),
        (KOREAN, KOREAN.replace(" ", "\n")),
    ],
)
def test_typesetting_makes_no_difference(one: str, other: str):
    assert Wording(one).same(Wording(other))


def test_short_texts_are_the_same_below_the_same_heading_only():
    assert not Wording("Price: 300", "Camera").same(Wording("Price: 300", "Printer"))
    assert Wording("Price: 300", "Camera").same(Wording("Price: 300", "CAMERA"))
    assert Wording(LICENCE, "Terms").same(Wording(LICENCE, "Appendix"))


NEARLY = {
    "a contract of another day": (
        RENT.format(day="1 March 2023", rent=650),
        RENT.format(day="April 15th, 2024", rent=650),
    ),
    "a mail and its quotation": (MAIL, QUOTED),
    "a long mail and its quotation": (
        MAIL + PROTOKOLL,
        f"On Tue, 12 Mar 2024 at 10:15 Rita <rita@example.org> wrote:\n{MAIL}{PROTOKOLL}",
    ),
    "a long mail and its German quotation": (
        PROTOKOLL,
        f"Am 12.03.2024 um 10:15 Uhr schrieb Rita:\n{PROTOKOLL}",
    ),
    "a long mail with its head": (
        PROTOKOLL,
        f"Date: Tue, 12 Mar 2024 10:15:00 +0100\nSubject: the pump\n{PROTOKOLL}",
    ),
    "minutes of another day": (
        MINUTES.format("That was on 2024-03-01."),
        MINUTES.format("That was on 17.11.2025."),
    ),
    "a notice of other years": (
        LICENCE.format(years="2019-2024"),
        LICENCE.format(years="2007"),
    ),
    "a word corrected": (MAIL * 2, (MAIL * 2).replace("neighbours", "neighbors", 1)),
    "Korean with a word changed": (
        KOREAN.format(days=90),
        KOREAN.format(days=90).replace("공무원은", "직원은"),
    ),
    "Thai with a word changed": (
        THAI.format(rent=9000),
        THAI.format(rent=9000).replace("เจ้าของบ้าน", "ผู้ให้เช่า"),
    ),
    "a Korean day": (
        "2023년 3월 1일 계약. " + KOREAN.format(days=90) * 2,
        "2024년 4월 15일 계약. " + KOREAN.format(days=90) * 2,
    ),
}


@pytest.mark.parametrize("case", NEARLY)
def test_what_differs_in_a_few_words_is_nearly_the_same(case: str):
    one, other = map(Wording, NEARLY[case])
    assert one.near(other)
    assert other.near(one)
    assert not one.same(other)


DIFFERENT = {
    "a contract of another rent": (
        RENT.format(day="1 March 2023", rent=650),
        RENT.format(day="1 March 2023", rent=700),
    ),
    "letters of one form": (
        LETTER.format(name="Ms Miller", amount="312.40"),
        LETTER.format(name="Mr Smith", amount="298.10"),
    ),
    "an amount that looks like a year": (
        LETTER.format(name="Ms Miller", amount="1950"),
        LETTER.format(name="Ms Miller", amount="2010"),
    ),
    "rows of a table": (
        ROW.format(name="Table", count=2, price="450.00"),
        ROW.format(name="Table", count=3, price="450.00"),
    ),
    "appointments": (
        "Your appointment with Doctor Weber is on 12 March 2024 at 10:15. Please be there a little "
        "earlier, bring your insurance card with you and call us if you cannot come.",
        "Your appointment with Doctor Weber is on 19 March 2024 at 10:15. Please be there a little "
        "earlier, bring your insurance card with you and call us if you cannot come.",
    ),
    "short texts that differ in a word": (
        "Send the signed agreement to Anna before Friday, please.",
        "Send the signed agreement to Paul before Friday, please.",
    ),
    "an answer that says more than it quotes": (
        MAIL,
        "Dear Rita, I am on the road until Sunday and cannot come. Ask Karl from the workshop, he "
        "knows the pump and has a float switch in his van; his number is on the door of the "
        "cellar. Turn the fuse off before anybody steps into the water.\n" + QUOTED,
    ),
    "Korean terms": (KOREAN.format(days=90), KOREAN.format(days=60)),
    "Thai rents": (THAI.format(rent=9000), THAI.format(rent=12000)),
    "receipts of other months": (RECEIPT.format("March 2024"), RECEIPT.format("April 2024")),
    "receipts of other months of one year": (RECEIPT.format("März"), RECEIPT.format("Juni")),
    "Korean words of denial": (
        KOREAN.format(days=90),
        KOREAN.format(days=90).replace("신청할 수 있다", "신청할 수 없다"),
    ),
    "Korean amounts in words": (
        KOREAN.format(days=90) * 2 + "급여는 삼백만 원이다.",
        KOREAN.format(days=90) * 2 + "급여는 구백만 원이다.",
    ),
    "nothing but signs": ("--- *** ---", "=== *** ==="),
    "nothing at all": ("", "-"),
}


@pytest.mark.parametrize("case", DIFFERENT)
def test_what_says_something_else_is_not(case: str):
    one, other = map(Wording, DIFFERENT[case])
    assert not one.near(other)
    assert not other.near(one)
    assert not one.same(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("They ordered part 12-34-56.", "They ordered part 98-76-54."),
        ("The sort code is 20-10-67.", "The sort code is 20-12-33."),
        ("It is about release 1.2.10.", "It is about release 4.7.33."),
        ("It is about server 10.0.12.5.", "It is about server 10.9.77.5."),
        ("It is about 12 cars 2024.", "It is about 95 cars 2024."),
        ("The next one begins at 9:15.", "The next one begins at 17:45."),
        ("They mix it at 1:10 only.", "They mix it at 1:50 only."),
        ("Miller gets 300 and Smith 500.", "Miller gets 500 and Smith 300."),
        ("The balance is -300 euros.", "The balance is 300 euros."),
        ("The balance is -€300 now.", "The balance is €300 now."),
        ("The flat is number 3a.", "The flat is number 3b."),
        ("The rise of the fee was agreed.", "The rise of the fee was not agreed."),
        ("They want to pay for it.", "They don't want to pay for it."),
        ("It costs three hundred euros.", "It costs nine hundred euros."),
        ("It is on the first floor.", "It is on the second floor."),
        ("Room 2024-13-40 is closed.", "Room 2024-13-41 is closed."),
    ],
)
def test_a_number_or_a_denial_makes_a_long_text_another_one(one: str, other: str):
    ours, theirs = Wording(MINUTES.format(one)), Wording(MINUTES.format(other))
    assert not ours.near(theirs)
    assert not theirs.near(ours)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Die Erhöhung wurde beschlossen.", "Die Erhöhung wurde nicht beschlossen."),
        ("Es gibt eine Einigung.", "Es gibt keine Einigung."),
        ("Es kostet dreihundert Euro.", "Es kostet neunhundert Euro."),
        ("Es sind einundzwanzig Stühle.", "Es sind sechsunddreißig Stühle."),
    ],
)
def test_so_does_it_in_german(one: str, other: str):
    assert not Wording(PROTOKOLL.format(one)).near(Wording(PROTOKOLL.format(other)))


@pytest.mark.parametrize(
    "sign", ["a", "1", "1.", "ein", "-", "may ", "1 ", "10:15 ", "일", "date: "]
)
def test_figures_are_found_in_time_that_grows_with_the_text(sign: str):
    """Ten times as long, a text takes some ten times as long: not a hundred."""

    def took(length: int) -> float:
        text = sign * (length // len(sign))
        figures.cache_clear()
        begun = process_time()
        figures(text)
        return process_time() - begun

    short = min(took(3_000) for _ in range(3))
    assert took(30_000) < 40 * short + 0.05


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\u00ad",
        "One two",
        "One two\n three\u3000four \u201cfive\u201d six seven eight nine ten",
        "A \u00ad \u00ad \u00ad B c d e f g h i j k l m n",  # words that are left out
        "\u00a8 \u00b4a \ufdfa \u00a8 b c d e f g h i",  # words that are several when compared
        "e \u0301a \u1112 \u1161\u11ab " * 9,
        MAIL,
        KOREAN,
        THAI,
    ],
)
def test_an_opening_is_how_the_wording_begins(text: str):
    whole = tuple(Wording(text).text.split())
    assert opening(text) == whole[:8]
