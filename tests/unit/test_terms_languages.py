# ruff: noqa: RUF001 - letters of many scripts
"""Words of many languages: what they have in common, and where their marks lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.models.bm25 import analyse_query
from engine.models.bm25_marks import matches
from engine.models.korean import noun_of_one, tail
from engine.models.language import detect, small_words
from engine.models.language_words import FREQUENT
from engine.models.terms import document_terms, normalise, term_id
from engine.models.terms_place import PlacedText
from engine.models.terms_runs import pairs

SCRIPTS = [
    "aBzß ÄéİıſﬁĳŀÅﬃⅣ²½ａ",
    "ΑΣσςάΐῼ ὈΔΌς\u0301",
    "ЁйїґЎ п'ятьʼ’\u0301",
    'שָׁלוֹם צה"ל״׳ךםןףץ ־',
    "كِتَابٌ ـ أآإئؤىةیکگ ٱ٣۴ \u200c\u06d5",
    "हिन्दी क़ज़ कँ १२ \u093c\u200d",
    "বাংলা ড় ১ ગુજરાતી ਪੰਜਾਬੀ தமிழ் తెలుగు ಕನ್ನಡ മലയാളം සිංහල",
    "ภาษาไทย น้ำ เก่า แก้ ๑ ພາສາລາວ ຳ ໜ",
    "မြန်မာ စာ ခ္မ ន្ត្រី ភាសាខ្មែរ បោះ བོད་སྐད་ཡིག",
    "\u1112\u1161\u11ab한글 ㄱ ㈜ ｶﾞがカ\u3099々 漢字 豈 \U00020000",
    "Tiếng Việt ộ o\u0323\u0302 đường ͏\u00ad\u200b",
]
TEXT = st.one_of([st.text(alphabet=script, max_size=24) for script in SCRIPTS])
MIXED = st.lists(TEXT, max_size=4).map("".join)


def exact(text: str, language: str = "") -> str:
    return document_terms(normalise(text), language)[0][0]


@pytest.mark.parametrize(
    "spellings",
    [
        "STRASSE straße Straße STRAẞE ſtraße",
        "İZMİR izmir Izmir \u0131zmir",
        "ΟΔΌΣ οδός οδος Οδοσ",
        "ﬁnal final ＦＩＮＡＬ",
        "Ⅳ IV iv",
        "ЁЛКА ёлка елка",
        "п'ять п’ять пʼять ПЯТЬ",
        "כֶּלֶב כלב",
        'צה"ל צה״ל צה”ל צהל',
        "كِتَابٌ كتاب كـــتاب کتاب",
        "مدرسة مدرسه",
        "أحمد احمد",
        "على علي علی",
        "می\u200cروم میروم",
        "हिन्दी हिन्दी",
        "क़लम क़लम कलम",
        "चाँद चांद",
        "२०२४ 2024 ٢٠٢٤ ۲۰۲۴ ２０２４ ๒๐๒๔ ২০২৪",
        "x² x2",
        "l·l ll",
        "nước nuoc NƯỚC",
        "Łódź lodz",
        "ｶﾞｽ ガス ガス",
    ],
)
def test_spellings_of_a_word_are_the_same_word(spellings: str) -> None:
    assert len({exact(one) for one in spellings.split(" ")}) == 1


@pytest.mark.parametrize(
    ("query", "text", "language", "marked"),
    [
        ("المدرسة", "ذهب إلى مدرسة", "ar", "مدرسة"),
        ("مدرسة", "باب والمدرسة كبيرة", "ar", "والمدرسة"),
        ("كتاب", "قرأ بالكتاب", "ar", "بالكتاب"),
        ("کتاب", "من کتاب‌ها را", "fa", "کتاب‌ها"),
        ("מלחמה", "הוא היה במלחמה", "he", "במלחמה"),
        ("ילדים", "בית לילד קטן", "he", "לילד"),
        ("צה״ל", 'חיילי צה"ל שם', "he", 'צה"ל'),
        ("लड़की", "दो लड़कियाँ हैं", "hi", "लड़कियाँ"),
        ("книги", "моя книга тут", "ru", "книга"),
        ("књига", "нове књиге ту", "sr", "књиге"),
        ("knjiga", "нове књиге ту", "sr", "књиге"),
        ("άνθρωποι", "ένας ΑΝΘΡΩΠΟΣ εδώ", "el", "ΑΝΘΡΩΠΟΣ"),
        ("ISTANBUL", "in İstanbul heute", "tr", "İstanbul"),
        ("kitaplar", "bir kitap var", "tr", "kitap"),
        ("duong", "con Đường dài", "vi", "Đường"),
        ("đường", "con đu\u031bo\u031b\u0300ng dài", "vi", "đu\u031bo\u031b\u0300ng"),
        ("น้ำ", "ดื่มน้ำเย็น", "th", "น้ำ"),
        ("ไฟ", "เปิดไฟฟ้า", "th", "ไฟ"),
        ("ภาษา", "เรียนภาษาไทย", "th", "ภาษา"),
        ("မြန်မာ", "ကမြန်မာစာ", "my", "မြန်မာ"),
        ("ខ្មែរ", "ភាសាខ្មែរល្អ", "km", "ខ្មែរ"),
        ("སྐད", "བོད་སྐད་ཡིག", "bo", "སྐད"),
        ("ລາວ", "ພາສາລາວດີ", "lo", "ລາວ"),
        ("물", "찬 물을 마신다", "ko", "물"),
        ("물을 마신다", "물은 차다", "ko", "물"),
        ("東京", "私は東京へ", "ja", "東京"),
        ("2024", "سنة ٢٠٢٤ كانت", "ar", "٢٠٢٤"),
        ("п'ять", "було пʼять книг", "uk", "пʼять"),
    ],
)
def test_a_word_is_found_and_marked_in_another_form(
    query: str, text: str, language: str, marked: str
) -> None:
    found = matches(analyse_query(query, [language]), text, language=language)
    assert marked in [text[start:end] for start, end in found.marks]


def test_vietnamese_accents_tell_words_apart_and_can_be_left_out() -> None:
    shares = {term.id: term.share for term in analyse_query("mạ", ["vi"]).terms}
    assert shares[term_id("mạ")] > shares[term_id("ma")] > 0
    assert term_id("má") not in shares


@pytest.mark.parametrize("language", sorted(FREQUENT))
def test_a_query_of_small_words_alone_asks_for_all_of_them(language: str) -> None:
    for word in small_words(language):
        query = analyse_query(word, [language])
        if not query.words:
            pytest.fail(f"{word} is no word")
        indexed = {term_id(term) for term in document_terms(normalise(word), language)[0]}
        vector = query.weigh(lambda _, indexed=indexed: dict.fromkeys(indexed, 3), 10)
        assert len(vector.indices), word


@given(MIXED)
def test_places_hold_in_every_script(text: str) -> None:
    placed = PlacedText(text)
    assert placed.text == normalise(text)
    for place in range(len(placed.text)):
        start, end = placed.span(place, place + 1)
        assert 0 <= start < end <= len(text)
        assert placed.text[place] in normalise(text[start:end])


@given(MIXED)
def test_what_is_marked_is_what_was_asked_for(text: str) -> None:
    query = analyse_query(text, ["en"])
    found = matches(query, text)
    assert bool(found.marks) == bool(query.terms)
    for start, end in found.marks:
        assert matches(query, text[start:end]).marks, text[start:end]


@given(TEXT)
def test_pairs_lie_in_their_run_and_cover_it(run: str) -> None:
    for segment in document_terms(normalise(run), "")[0]:
        assert segment
    for piece in pairs("ภาษาไทย" + "ไฟ" * len(run)):
        assert 0 <= piece.start < piece.end


@pytest.mark.parametrize(
    ("word", "grammar"),
    [("수당을", 1), ("학교에서는", 3), ("신청하려면", 3), ("물", 0), ("복지", 0), ("abc", 0)],
)
def test_what_of_a_korean_word_is_grammar(word: str, grammar: int) -> None:
    assert tail(word) == grammar


@pytest.mark.parametrize(
    ("word", "noun"), [("물을", "물"), ("집에서", "집"), ("물", ""), ("고래", "")]
)
def test_a_noun_of_one_syllable_stands_before_its_particle(word: str, noun: str) -> None:
    assert noun_of_one(word) == noun


def test_korean_endings_weigh_little_in_a_sentence_and_all_in_a_name() -> None:
    def share(query: str, pair: str) -> float:
        return {t.id: t.share for t in analyse_query(query, ["ko"]).terms}[term_id(pair)]

    assert share("제주도", "주도") == 1.0
    assert share("장애 수당을 어떻게 신청하려면", "당을") == pytest.approx(0.1)
    assert share("장애 수당을 어떻게 신청하려면", "어떻") == pytest.approx(0.1)
    assert share("장애 수당을 어떻게 신청하려면", "수당") == 1.0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("lo", "ພາສາລາວ"),
        ("km", "ភាសាខ្មែរ"),
        ("my", "မြန်မာစာ"),
        ("am", "አማርኛ ቋንቋ"),
        ("ka", "ქართული ენა"),
        ("hy", "Հայերեն լեզու"),
        ("bn", "বাংলা ভাষা"),
        ("te", "తెలుగు భాష"),
        ("ml", "മലയാളം ഭാഷ"),
        ("kn", "ಕನ್ನಡ ಭಾಷೆ"),
        ("gu", "ગુજરાતી ભાષા"),
        ("pa", "ਪੰਜਾਬੀ ਭਾਸ਼ਾ"),
        ("ta", "தமிழ் மொழி"),
        ("si", "සිංහල භාෂාව"),
        ("bo", "བོད་སྐད"),
        ("fa", "این کتاب برای من است"),
        ("ur", "یہ کتاب میرے لیے ہے"),
        ("uk", "ця книга є моєю"),
        ("sr", "ова књига је моја"),
        ("bg", "тази книга е моята, която съм чел"),
        ("mr", "हे पुस्तक माझे आहे आणि ते चांगले आहे"),
        ("ne", "यो किताब मेरो हो र राम्रो छ"),
        ("ja", "東京の天気"),
        ("zh", "今天的天气"),
        ("hr", "Ova knjiga nije moja, ali je također dobra i može biti bolja prije nego što"),
        ("sk", "Táto kniha nie je moja, ale môže byť ešte lepšia ako tá, ktorú sme čítali"),
        ("ro", "Această carte nu este a mea, dar este foarte bună pentru cei care citesc"),
        ("vi", "Quyển sách này không phải là của tôi"),
    ],
)
def test_the_language_is_told(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("language", "query"),
    [
        ("de", "wer zahlt das"),
        ("fr", "qui peut être"),
        ("it", "dove vivono le balene"),
        ("pl", "gdzie jest mapa"),
        ("en", "how do whales breathe"),
        ("", "invoice 2024"),
        ("", "Windows"),
    ],
)
def test_few_words_of_a_query_tell_its_language(language: str, query: str) -> None:
    assert detect(query, brief=True) == language
