"""Text of every encoding is read; what is no text is refused."""

# ruff: noqa: E501, RUF001 - Thai is narrower than it counts, and the samples are written in their own letters

from __future__ import annotations

import random

import pytest

from engine.read.decoding import decode
from engine.read.errors import NotTextError

KOREAN = "오늘은 날씨가 매우 맑고 바람이 시원하게 불어서 산책하기에 좋았습니다. 회의는 세 시입니다."
JAPANESE = "今日は天気がとても良くて、散歩に行きました。会議は午後三時から始まります。"
CHINESE = "今天天气很好，我们去公园散步。会议将于下午三点开始，请准备好相关的文件和资料。"
TAIWANESE = "今天天氣很好，我們去公園散步。會議將於下午三點開始，請準備好相關的文件和資料。"
RUSSIAN = (
    "Сегодня была очень хорошая погода, и мы пошли гулять в парк. Совещание начнётся в три часа."
)
GREEK = (
    "Σήμερα ο καιρός ήταν πολύ καλός και πήγαμε βόλτα στο πάρκο. Η συνάντηση θα αρχίσει στις τρεις."
)
HEBREW = "היום מזג האוויר היה יפה מאוד והלכנו לטייל בפארק. הפגישה תתחיל בשעה שלוש אחר הצהריים."
ARABIC = "كان الطقس اليوم جميلا جدا وذهبنا للتنزه في الحديقة. سيبدأ الاجتماع في الساعة الثالثة بعد الظهر."
THAI = "วันนี้อากาศดีมาก เราไปเดินเล่นที่สวนสาธารณะ การประชุมจะเริ่ม"
GERMAN = (
    "Heute war das Wetter sehr schön, und wir gingen über die Brücke. Die Größe überraschte alle."
)
FRENCH = "L’été dernier, nous étions déjà là où le café coûte 3 € : c’était très agréable."
POLISH = "Dzisiaj pogoda była bardzo ładna i poszliśmy na spacer, żeby zdążyć wcześniej."
CZECH = "Dnes bylo velmi hezké počasí a šli jsme se projít. Schůzka začne ve tři hodiny."
TURKISH = "Bugün hava çok güzeldi ve parkta yürüyüşe çıktık. Toplantı öğleden sonra başlayacak."


@pytest.mark.parametrize("times", [1, 50])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (KOREAN, "cp949"),
        (KOREAN, "euc_kr"),
        (KOREAN, "iso2022_kr"),
        (KOREAN, "utf-8"),
        (KOREAN, "utf-16"),
        (KOREAN, "utf-16-le"),
        (KOREAN, "utf-16-be"),
        (KOREAN, "utf-32"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "iso8859_5"),
        (GREEK, "cp1253"),
        (HEBREW, "cp1255"),
        (ARABIC, "cp1256"),
        (THAI, "cp874"),
        (GERMAN, "cp1252"),
        (GERMAN, "cp850"),
        (GERMAN, "mac_roman"),
        (GERMAN, "utf-16-le"),
        (GERMAN, "utf-8-sig"),
        (FRENCH, "cp1252"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859_2"),
        (CZECH, "cp1250"),
        (CZECH, "iso8859_2"),
        (TURKISH, "cp1254"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_written_in(text: str, encoding: str, times: int):
    written = "\n".join([text] * times)
    assert decode(written.encode(encoding)) == written


def test_a_short_latin_text_is_western():
    assert decode("## können".encode("latin-1")) == "## können"


def test_a_declared_encoding_is_believed_when_it_fits():
    assert decode("Łódź".encode("iso8859_2"), "iso-8859-2") == "Łódź"


def test_a_declared_encoding_that_does_not_exist_is_ignored():
    assert decode(GERMAN.encode("cp1252"), "no-such-encoding") == GERMAN


def test_utf8_with_one_damaged_byte_stays_utf8():
    data = (KOREAN * 20).encode()
    assert decode(data + b"\xff" + data) == KOREAN * 20 + "\ufffd" + KOREAN * 20


def test_one_stray_nul_does_not_make_a_text_binary():
    assert decode(b"before\0after " + GERMAN.encode() * 50).startswith("before\0after")


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_not_text(seed: int):
    with pytest.raises(NotTextError):
        decode(random.Random(seed).randbytes(5000))


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_without_nul_are_not_text(seed: int):
    source = random.Random(seed)
    with pytest.raises(NotTextError):
        decode(bytes(source.randrange(1, 256) for _ in range(5000)))
