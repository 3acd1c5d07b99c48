# ruff: noqa: RUF001 - quotation marks and letters of all scripts are what it is about
"""Small files in eleven scripts."""

from __future__ import annotations

from pathlib import Path

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
    "en/lease": "The lease ends in writing, by registered mail, three months ahead (in advance) – "
    "or “at noon”. Then hand over keys.",
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
    "id/law3": "Nach § 9 und Art. 5 der Satzung haftet der Verein.",
    "id/law4": "Siehe §\u00a07 Absatz 1 sowie No. 44.",
    "id/law5": "9 9 9 Stimmen, 7 7 7 Enthaltungen, 5 5 5 Gäste, 44 44 44 Punkte.",
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
