"""Tokenizers of small vocabularies, in the files that models come with."""

from __future__ import annotations

import json
import string
from pathlib import Path
from typing import Any, cast

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

WORDS = (
    "the a of and to in is on for with cat cats kitten dog sleeps sits mat rug rain weather wet "
    "interest rates rose bank money loan again query passage hours day city river blue how long do "
    "felines rest represent this sentence searching relevant passages music piano song note"
)
_LETTERS = string.ascii_lowercase + string.digits + ".,:;!?'\"-()"


def wordpiece(folder: Path, longest: int = 64) -> int:
    """Write BERT's kind of tokenizer; return how many tokens it knows."""
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    pieces = [*_LETTERS, *(f"##{one}" for one in _LETTERS), *dict.fromkeys(WORDS.split())]
    vocabulary = {token: number for number, token in enumerate(dict.fromkeys([*marks, *pieces]))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(mark, vocabulary[mark]) for mark in ("[CLS]", "[SEP]")],
    )
    cast("Any", tokenizer).add_special_tokens(marks)
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    named = {f"{kind}_token": f"[{kind.upper()}]" for kind in ("pad", "unk", "cls", "sep", "mask")}
    _settle(folder, "BertTokenizer", longest, named | {"do_lower_case": True})
    return len(vocabulary)


def unigram(folder: Path, longest: int = 64) -> int:
    """Write XLM-RoBERTa's kind of tokenizer; return how many tokens it knows."""
    marks = ["<s>", "<pad>", "</s>", "<unk>"]
    words = [f"\N{LOWER ONE EIGHTH BLOCK}{word}" for word in dict.fromkeys(WORDS.split())]
    pieces = [*words, "\N{LOWER ONE EIGHTH BLOCK}", *_LETTERS, *string.ascii_uppercase]
    scored = [(mark, 0.0) for mark in marks]
    scored += [(piece, -2.0 if len(piece) > 1 else -6.0) for piece in dict.fromkeys(pieces)]
    tokenizer = Tokenizer(models.Unigram([*scored, ("<mask>", 0.0)], unk_id=3))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    cast("Any", tokenizer).add_special_tokens([*marks, "<mask>"])
    tokenizer.save(str(folder / "tokenizer.json"))
    named = {"bos": "<s>", "cls": "<s>", "eos": "</s>", "sep": "</s>", "pad": "<pad>"}
    named |= {"unk": "<unk>", "mask": "<mask>"}
    told = {f"{kind}_token": mark for kind, mark in named.items()}
    _settle(folder, "PreTrainedTokenizerFast", longest, told)
    return len(scored) + 1


def _settle(folder: Path, kind: str, longest: int, more: dict[str, Any]) -> None:
    settings = {"tokenizer_class": kind, "model_max_length": longest, **more}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
