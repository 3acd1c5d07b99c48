# ruff: noqa: RUF001 - quotation marks and letters of all scripts are what it is about
"""Small files in eleven scripts, and what exact tools must and must not find in them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FILES = {
    # Letters of Latin, in English
    "en/refund": "The tax refund for 2024 is paid in spring. A formal request needs a stamp.",
    "en/levy": "Refunds come late. The office answers each letter within four weeks, says the "
    "notice, and the tax is due at once.",
    "en/draft": "A first draft of the tax refund letter lies on the desk.",
    "en/broken": "The reim-\nbursement of travel\n   costs is a mat-\nter of weeks.",
    "en/soft": "A co\u00adoper\u00adative so\u00adciety shares its profit.",
    "en/ligature": "The ﬁnal eﬀort of the oﬃce was great.",
    "en/quotes": "She said “all is lost” and left. Don’t stop at O’Brien’s house.",
    "en/forms": "Formats and formations are informal habits.",
    "en/women": "Two women waited for the ferry.",
    "en/station": "The nation built a station by the sea.",
    "en/chain": "Apples, then pears, then plums, then nothing but rain.",
    "en/chain2": "Apples and pears ripen first. In the far north people wait for many long cold "
    "months until somebody at last brings plums.",
    # and in German and French
    "de/pruefung": "Die Prüfung der Steuererklärung dauert lange. „Das ist gut“, sagte er, "
    "‚ganz hervorragend‘.",
    "de/haus": "Das Grundstück am Fluss wird im Herbst verkauft.",
    "fr/ete": "L’été dernier, «\u00a0c’est la vie\u00a0» disait-elle à l’école.",
    # Identifiers
    "id/foo": "Release 1.0.21 renames foo_bar at last.",
    "id/foo2": "Release 1.0.22 keeps bar_foo, the foo and the bar.",
    "id/part": "Order part AB-1234/5 today.",
    "id/part2": "Order part AB-1234/6 or AB-99 today.",
    "id/law": "Nach § 12a Absatz 2 ist der Antrag zu stellen.",
    "id/law2": "Nach § 12b ist kein Antrag zu stellen.",
    "id/mail": "Write to anna.berg@example.org soon.",
    "id/mail2": "Write to berg@example.com or anna soon.",
    "id/cpp": "Pointers in C++ are sharp.",
    "id/c": "Pointers in C are plain.",
    "id/csharp": "Generics in C# are kept.",
    "id/tag": "Photos stand under #sunset today.",
    "id/rc": "Install v2.3-rc1 before v2.3 comes.",
    "id/path": "Edit /etc/nginx/sites-enabled/default.conf by hand.",
    "id/isbn": "The book has ISBN 978-3-16-148410-0 on its back.",
    "id/phone": "Call 030-1234567 after six.",
    "id/date": "It is due on 2024-05-17 at noon.",
    "id/doi": "The paper is at 10.1000/xyz123 for all.",
    # Cyrillic
    "ru/nalog": "Возврат налога за прошлый год придёт весной. Он сказал: «всё пропало».",
    "ru/daleko": "Налог платят все граждане страны каждый год без исключений до конца лета, а "
    "потом долго ждут возврата.",
    "uk/imya": "Його ім’я стоїть у книзі.",
    # Greek
    "el/foros": "Η επιστροφή του φόρου γίνεται την άνοιξη. Είπε «όλα χάθηκαν» και έφυγε.",
    "el/gata": "Η γάτα κοιμάται στη στέγη του σπιτιού.",
    # Hangul
    "ko/bokji": "기초생활수급자는 주민센터에서 생계급여를 신청할 수 있다. 사회복지제도는 소득이 "
    "적은 가구를 돕는다.",
    "ko/kimchi": "배추를 소금에 절인 뒤 고춧가루로 김장을 담근다. 할머니는 ‘정말 맛있다’라고 했다.",
    "ko/yeogwon": "여권을 잃어버리면 경찰서에 신고하고 구청에서 다시 발급받는다.",
    # Han, Kana
    "zh/tui": "退税将在春天支付。他说：「一切都完了」。",
    "zh/yuan": "税务局很远，那里的人们每天都在等待办理各种各样复杂的手续，最后才有退款。",
    "ja/kanpu": "確定申告の還付金は春に\n支払われます。『吾輩は猫である』を読んだ。",
    "ja/kana": "カタカナのテストはひらがなより短い。",
    # Thai
    "th/phasi": "การคืนภาษีจะจ่ายในฤดูใบไม้ผลิ",
    "th/maeo": "แมวนอนบนหลังคาบ้าน",
    # Arabic, Hebrew
    "ar/dariba": "استرداد الضريبة يكون في الربيع. قال «ضاع كل شيء» ثم خرج.",
    "ar/kitab": "كِتَابٌ جَدِيدٌ على الطاولة.",
    "he/mas": "החזר המס ישולם באביב. הוא אמר „הכול אבוד” והלך.",
    "he/sefer": "סֵפֶר חָדָשׁ על השולחן.",
    # Devanagari
    "hi/kar": "कर वापसी वसंत में दी जाती है। उसने कहा “सब खो गया” और चला गया।",
    "hi/billi": "बिल्ली घर की छत पर सोती है।",
}


def write_files(root: Path) -> None:
    """Write the examples, each as a text file."""
    for name, text in FILES.items():
        path = root / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


class Case(NamedTuple):
    """A query and what comes of it; names of files separated by spaces."""

    query: str
    found: str = ""
    absent: str = ""
    """``*`` for all others."""
    notes: str = ""
    first: bool = False
    """Whether what is found must be the first hit."""


ONLY = "*"

PHRASES = (
    Case('"tax refund"', "en/refund en/draft", ONLY),
    Case('"refund tax"', "", ONLY, "phrase-not-found"),
    Case('"Tax  Refund"', "en/refund en/draft", ONLY),
    Case("“tax refund”", "en/refund en/draft", ONLY),
    Case("„tax refund“", "en/refund en/draft", ONLY),
    Case("„tax refund”", "en/refund en/draft", ONLY),
    Case("«tax refund»", "en/refund en/draft", ONLY),
    Case("»tax refund«", "en/refund en/draft", ONLY),
    Case("‹tax refund›", "en/refund en/draft", ONLY),
    Case("›tax refund‹", "en/refund en/draft", ONLY),
    Case("‚tax refund‘", "en/refund en/draft", ONLY),
    Case("‘tax refund’", "en/refund en/draft", ONLY),
    Case("＂tax refund＂", "en/refund en/draft", ONLY),
    Case("「tax refund」", "en/refund en/draft", ONLY),
    Case("『tax refund』", "en/refund en/draft", ONLY),
    Case("〝tax refund〟", "en/refund en/draft", ONLY),
    Case('"tax refund', "en/refund", "", "unclosed-quote"),
    Case('"reimbursement of travel costs"', "en/broken", ONLY),
    Case('"travel costs"', "en/broken", ONLY),
    Case('"a matter of weeks"', "en/broken", ONLY),
    Case('"matters of weeks"', "", ONLY),
    Case('"cooperative society"', "en/soft", ONLY),
    Case('"final effort of the office"', "en/ligature", ONLY),
    Case('"ﬁnal eﬀort"', "en/ligature", ONLY),
    Case('"all is lost"', "en/quotes", ONLY),
    Case('"said "all is lost" and"', "en/quotes"),
    Case("«said “all is lost” and left»", "en/quotes", ONLY),
    Case('"Don\'t stop"', "en/quotes", ONLY),
    Case("“Don’t stop”", "en/quotes", ONLY),
    Case("‘Don’t stop’", "en/quotes", ONLY),
    Case("\"O'Brien's house\"", "en/quotes", ONLY),
    Case('"women wait"', "", ONLY),
    Case('"nation" "station"', "en/station", ONLY),
    Case('"Prüfung der Steuererklärung"', "de/pruefung", ONLY),
    Case("„Das ist gut“", "de/pruefung", ONLY),
    Case("‚ganz hervorragend‘", "de/pruefung", ONLY),
    Case('"PRÜFUNG DER"', "de/pruefung", ONLY),
    Case("«c'est la vie»", "fr/ete", ONLY),
    Case('"à l\'école"', "fr/ete", ONLY),
    Case('"L\'été dernier"', "fr/ete", ONLY),
    Case('"возврат налога"', "ru/nalog", ONLY),
    Case("«всё пропало»", "ru/nalog", ONLY),
    Case("„ВСЁ ПРОПАЛО“", "ru/nalog", ONLY),
    Case('"ім\'я стоїть"', "uk/imya", ONLY),
    Case("«ім’я стоїть»", "uk/imya", ONLY),
    Case('"επιστροφή του φόρου"', "el/foros", ONLY),
    Case("«ΌΛΑ ΧΆΘΗΚΑΝ»", "el/foros", ONLY),
    Case('"사회복지제도"', "ko/bokji", ONLY),
    Case("「생계급여를 신청」", "ko/bokji", ONLY),
    Case('"생계 급여"', "ko/bokji", ONLY),
    Case("‘정말 맛있다’", "ko/kimchi", ONLY),
    Case("“김장을 담근다”", "ko/kimchi", ONLY),
    Case('"신청할 수 없다"', "", ONLY),
    Case("「一切都完了」", "zh/tui", ONLY),
    Case('"退税"', "zh/tui", ONLY),
    Case("“税退”", "", ONLY),
    Case("『吾輩は猫である』", "ja/kanpu", ONLY),
    Case("「春に支払われ」", "ja/kanpu", ONLY),
    Case('"ｶﾀｶﾅのテスト"', "ja/kana", ONLY),
    Case('"คืนภาษี"', "th/phasi", ONLY),
    Case("“บนหลังคา”", "th/maeo", ONLY),
    Case('"استرداد الضريبة"', "ar/dariba", ONLY),
    Case("«ضاع كل شيء»", "ar/dariba", ONLY),
    Case('"كتاب جديد"', "ar/kitab", ONLY),
    Case('"החזר המס"', "he/mas", ONLY),
    Case("„הכול אבוד”", "he/mas", ONLY),
    Case('"ספר חדש"', "he/sefer", ONLY),
    Case('"कर वापसी"', "hi/kar", ONLY),
    Case("“सब खो गया”", "hi/kar", ONLY),
    Case('"वापसी कर"', "", ONLY),
)

EXCLUSIONS = (
    Case("tax refund -draft", "en/refund", "en/draft"),
    Case('tax refund -"first draft"', "en/refund", "en/draft"),
    Case("refund -“tax refund”", "en/levy", "en/refund en/draft"),
    Case('"tax refund" -draft', "en/refund", ONLY),
    Case("informal -form*", "", "en/forms en/refund"),
    Case("tax refund -d*t", "", "", ""),
    Case("tax refund -dra*", "en/refund", "en/draft"),
    Case("tax -*fund", "en/levy", "en/refund en/draft"),
    Case("women -wom?n", "", "en/women"),
    Case("налог -весной", "ru/daleko", "ru/nalog"),
    Case("налог -«всё пропало»", "ru/daleko", "ru/nalog"),
    Case("신고 -여권", "", "ko/yeogwon"),
    Case("退款 -「一切都完了」", "zh/yuan", "zh/tui"),
    Case("φόρου -«όλα χάθηκαν»", "", "el/foros"),
    Case("ภาษี -ฤดู", "", "th/phasi"),
    Case("الضريبة -الربيع", "", "ar/dariba"),
    Case("המס -באביב", "", "he/mas"),
    Case("कर -वसंत", "", "hi/kar"),
)

NEARNESS = (
    Case("tax NEAR/5 refund", "en/refund en/draft", "en/levy"),
    Case("refund NEAR/5 tax", "en/refund en/draft", "en/levy"),
    Case("tax NEAR/1 refund", "en/refund en/draft", ONLY),
    Case("tax NEAR/30 refund", "en/refund en/draft en/levy", ONLY),
    Case("tax NEAR refund", "en/refund en/draft", "en/levy"),
    Case("taxes NEAR/3 refunds", "en/refund en/draft", "en/levy"),
    Case('"tax refund" NEAR/10 2024', "en/refund", ONLY),
    Case('2024 NEAR/2 "tax refund"', "en/refund", ONLY),
    Case('"tax refund" NEAR/1 2024', "", ONLY, "near-not-found"),
    Case("apples NEAR/3 pears NEAR/3 plums", "en/chain", "en/chain2"),
    Case("apples NEAR/3 pears NEAR/30 plums", "en/chain en/chain2", ONLY),
    Case("tax NEAR/3 ref*", "en/refund en/draft", "en/levy"),
    Case("tax NEAR/3 refund -draft", "en/refund", "en/draft"),
    Case("tax NEAR/3 refund spring", "en/refund", "en/levy"),
    Case("tax near refund", "en/refund en/levy"),
    Case("NEAR refund", "en/refund", "", "bad-near"),
    Case("refund NEAR/5", "en/refund", "", "bad-near"),
    Case("tax NEAR/0 refund", "en/refund en/levy", "", "bad-near"),
    Case("tax NEAR/99999 refund", "en/refund en/levy", "", "bad-near"),
    Case("tax NEAR/3 type:txt refund", "", "", "bad-near"),
    Case("AB-1234/5 NEAR/2 part", "id/part", "id/part2"),
    Case("возврат NEAR/3 налог", "ru/nalog", "ru/daleko"),
    Case("налог NEAR/40 возврат", "ru/nalog ru/daleko", ONLY),
    Case("φόρου NEAR/3 επιστροφή", "el/foros", ONLY),
    Case("생계급여 NEAR/2 신청", "ko/bokji", ONLY),
    Case("복지 NEAR/2 소득", "ko/bokji", ONLY),
    Case("생계급여 NEAR/2 가구", "", ONLY),
    Case("退 NEAR/3 春天", "zh/tui", ONLY),
    Case("税务 NEAR/5 退款", "", ONLY),
    Case("税务 NEAR/30 退款", "zh/yuan", ONLY),
    Case("還付 NEAR/4 春", "ja/kanpu", ONLY),
    Case("แมว NEAR/5 หลังคา", "th/maeo", ONLY),
    Case("الضريبة NEAR/2 استرداد", "ar/dariba", ONLY),
    Case("המס NEAR/1 החזר", "he/mas", ONLY),
    Case("कर NEAR/1 वापसी", "hi/kar", ONLY),
)

WILDCARDS = (
    Case("form*", "en/refund en/forms", ONLY),
    Case("FORM*", "en/refund en/forms", ONLY),
    Case("*ation", "en/station", "en/women en/refund"),
    Case("*ations", "en/forms", ONLY),
    Case("*form*", "en/refund en/forms", ONLY),
    Case("wom?n", "en/women", ONLY),
    Case("w*n", "", "", "wildcard-short"),
    Case("w?n", "", "", "wildcard-short"),
    Case("w?men", "en/women", ONLY),
    Case("w*men", "en/women", ONLY),
    Case("*", "", "", "wildcard-short"),
    Case("2*100", "", "", ""),
    Case("in*al", "en/forms", ONLY),
    Case("ref*", "en/refund en/levy en/draft", "en/women"),
    Case("tax form*", "en/refund", "en/levy", first=True),
    Case('"tax refund*"', "en/refund en/draft", ONLY),
    Case('"tax ref* letter"', "en/draft", ONLY),
    Case('"two wom?n"', "en/women", ONLY),
    Case("zzq*", "", ONLY, "wildcard-not-found"),
    Case("f*", "", "", "wildcard-short"),
    Case("*al", "", "", "wildcard-short"),
    Case("AB-1*", "id/part id/part2", ONLY),
    Case("foo_b*", "id/foo", ONLY),
    Case("1.0.*", "id/foo id/foo2", ONLY),
    Case("Prüf*", "de/pruefung", ONLY),
    Case("*erklärung", "de/pruefung", ONLY),
    Case("Pruf*", "de/pruefung", ONLY),
    Case("*ruf*g", "de/pruefung", ONLY),
    Case("Prüf*ng", "de/pruefung", ONLY),
    Case("Grundst?ck", "de/haus", ONLY),
    Case("ecol*", "fr/ete", ONLY),
    Case("form*** st?mp", "en/refund", ONLY),
    Case("Grund*", "de/haus", ONLY),
    Case("налог*", "ru/nalog ru/daleko", ONLY),
    Case("*врат*", "ru/nalog ru/daleko", ONLY),
    Case("επιστρ*", "el/foros", ONLY),
    Case("복지*", "ko/bokji", ONLY),
    Case("김*", "ko/kimchi", ONLY),
    Case("퇴*", "", ONLY),
    Case("退*", "zh/tui zh/yuan", ONLY),
    Case("カタ*", "ja/kana", ONLY),
    Case("ภาษี*", "th/phasi", ONLY),
    Case("الضر*", "ar/dariba", ONLY),
    Case("אבו*", "he/mas", ONLY),
    Case("वाप*", "hi/kar", ONLY),
)

IDENTIFIERS = (
    Case("foo_bar", "id/foo", first=True),
    Case("1.0.21", "id/foo", first=True),
    Case("1.0.22", "id/foo2", first=True),
    Case("AB-1234/5", "id/part", first=True),
    Case("AB-1234/6", "id/part2", first=True),
    Case("ab-1234/5", "id/part", first=True),
    Case("§ 12a", "id/law", first=True),
    Case("§12b", "id/law2", first=True),
    Case('"§ 12a"', "id/law", ONLY),
    Case("anna.berg@example.org", "id/mail", first=True),
    Case("berg@example.com", "id/mail2", first=True),
    Case("C++", "id/cpp", first=True),
    Case("C#", "id/csharp", first=True),
    Case("#sunset", "id/tag", first=True),
    Case("sunset", "id/tag", first=True),
    Case("v2.3-rc1", "id/rc", first=True),
    Case("/etc/nginx/sites-enabled/default.conf", "id/path", first=True),
    Case("default.conf", "id/path", first=True),
    Case("978-3-16-148410-0", "id/isbn", first=True),
    Case("978 3 16 148410 0", "id/isbn", first=True),
    Case("9783161484100", "id/isbn", first=True),
    Case("978-3161484100", "id/isbn", first=True),
    Case("0301234567", "id/phone", first=True),
    Case("2024/05/17", "id/date", first=True),
    Case("20240517", "id/date", first=True),
    Case("030-1234567", "id/phone", first=True),
    Case("030 1234567", "id/phone", first=True),
    Case("030/1234567", "id/phone", first=True),
    Case("2024-05-17", "id/date", first=True),
    Case("10.1000/xyz123", "id/doi", first=True),
)

TYPING_ERRORS = (
    Case("refnud", "en/refund", "", "did-you-mean", first=False),
    Case("tax refnud", "en/refund", "", "did-you-mean"),
    Case("statoin", "en/station", "", "did-you-mean", first=True),
    Case("Grundstuk", "de/haus", "", "did-you-mean", first=True),
    Case("Steuererklrung", "de/pruefung", "", "did-you-mean", first=True),
    Case("граждвне", "ru/daleko", "", "did-you-mean", first=True),
    Case("επισττροφή", "el/foros", "", "did-you-mean", first=True),
    Case("경찰소", "ko/yeogwon", "", "did-you-mean", first=True),
    Case("वसतं", "hi/kar", "", "did-you-mean", first=True),
    Case("באביו", "he/mas", "", "did-you-mean", first=True),
    Case("refund", "en/refund"),
    Case("refunds", "en/refund en/levy"),
    Case("foo_brr"),
    Case("1.0.23"),
    Case("12345"),
    Case("xy"),
    Case("zzqxblorpy"),
    Case('"tax refnud"', "", ONLY),
    Case("refnu*", "", ONLY),
)

CASES = (*PHRASES, *EXCLUSIONS, *NEARNESS, *WILDCARDS, *IDENTIFIERS, *TYPING_ERRORS)
