# ruff: noqa: RUF001 - letters of many scripts
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.models.language import detect

SHARED = Path(__file__).parents[2].parent / "shared"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The committee has not yet decided who will pay for the repairs."),
        ("de", "Der Ausschuss hat noch nicht entschieden, wer für die Reparatur zahlt."),
        ("fr", "La commission n'a pas encore décidé qui va payer pour les réparations."),
        ("es", "El comité todavía no ha decidido quién pagará por las reparaciones."),
        ("it", "La commissione non ha ancora deciso chi pagherà per le riparazioni della casa."),
        ("pt", "A comissão ainda não decidiu quem vai pagar pelas obras, mas já há uma proposta."),
        ("nl", "De commissie heeft nog niet besloten wie er voor de reparatie zal betalen."),
        ("sv", "Kommittén har inte bestämt vem som ska betala för reparationerna från i går."),
        ("pl", "Komisja nie zdecydowała jeszcze, kto zapłaci za naprawy, które są konieczne."),
        ("tr", "Komite onarım için kimin ödeme yapacağına henüz karar vermedi ve bu çok önemli."),
        ("ko", "위원회는 수리 비용을 누가 낼지 아직 정하지 않았다."),
        ("ko", "README 파일에 git clone 명령을 추가했습니다"),
        ("ja", "委員会は修理費を誰が払うかまだ決めていない。"),
        ("zh", "委员会尚未决定由谁支付维修费用。"),
        ("ru", "Комитет ещё не решил, кто будет платить за ремонт."),
        ("uk", "Комітет ще не вирішив, хто платитиме за ремонт."),
        ("el", "Η επιτροπή δεν έχει αποφασίσει ακόμη ποιος θα πληρώσει."),
        ("ar", "لم تقرر اللجنة بعد من سيدفع تكاليف الإصلاح."),
        ("fa", "کمیته هنوز تصمیم نگرفته است که چه کسی پول تعمیر را می‌پردازد."),
        ("he", "הוועדה טרם החליטה מי ישלם על התיקונים."),
        ("th", "คณะกรรมการยังไม่ได้ตัดสินใจว่าใครจะจ่ายค่าซ่อม"),
        ("hi", "समिति ने अभी तय नहीं किया है कि मरम्मत का भुगतान कौन करेगा।"),
        ("", "invoice 2024"),
        ("", "int main() { return 0; }"),
        ("", ""),
        ("", "12.5 % … — 7"),
    ],
)
def test_a_language_is_told_by_script_and_small_words(language: str, text: str):
    assert detect(text) == language


@given(st.text())
def test_detection_never_fails(text: str):
    assert detect(text) in {"", *(code for code in [detect(text)] if len(code) == 2)}


@pytest.mark.parametrize(
    ("name", "language", "share"),
    [("scifact", "en", 0.99), ("xquad_en", "en", 0.98), ("ko_welfare", "ko", 1.0)],
)
def test_real_passages_are_recognised(name: str, language: str, share: float):
    corpus = SHARED / "quality" / name / "corpus.jsonl"
    if not corpus.exists():
        pytest.skip("shared/quality is not here")
    with corpus.open(encoding="utf-8") as lines:
        found = [detect(json.loads(line)["text"]) for line in lines]
    assert found.count(language) / len(found) >= share


def test_other_languages_are_never_taken_for_english():
    corpus = SHARED / "quality" / "xquad_mixed_pool" / "corpus.jsonl"
    if not corpus.exists():
        pytest.skip("shared/quality is not here")
    with corpus.open(encoding="utf-8") as lines:
        passages = [json.loads(line) for line in lines]
    wrong = [p["_id"] for p in passages if detect(p["text"]) != p["_id"][:2]]
    assert wrong == []
