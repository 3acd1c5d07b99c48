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


def mpnet(folder: Path, longest: int = 64) -> int:
    """Write MPNet's kind of tokenizer, BERT's pieces between RoBERTa's marks; return its size."""
    marks = ["<s>", "<pad>", "</s>", "<unk>", "[UNK]"]
    pieces = [*_LETTERS, *(f"##{one}" for one in _LETTERS), *dict.fromkeys(WORDS.split()), "<mask>"]
    vocabulary = {token: number for number, token in enumerate(dict.fromkeys([*marks, *pieces]))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    _between(tokenizer, "<s> $A </s>", "<s> $A </s> </s> $B </s>", {"<s>": 0, "</s>": 2})
    cast("Any", tokenizer).add_special_tokens([*marks, "<mask>"])
    tokenizer.save(str(folder / "tokenizer.json"))
    _settle(folder, "PreTrainedTokenizerFast", longest, _ROBERTA | {"unk_token": "[UNK]"})
    return len(vocabulary)


def unigram(folder: Path, longest: int = 64) -> int:
    """Write XLM-RoBERTa's kind of tokenizer; return how many tokens it knows."""
    tokenizer, size = _unigram(["<s>", "<pad>", "</s>", "<unk>"], "<mask>")
    _between(tokenizer, "<s> $A </s>", "<s> $A </s> </s> $B </s>", {"<s>": 0, "</s>": 2})
    tokenizer.save(str(folder / "tokenizer.json"))
    _settle(folder, "PreTrainedTokenizerFast", longest, _ROBERTA)
    return size


def deberta(folder: Path, longest: int = 64) -> int:
    """Write DeBERTa's kind of tokenizer, of its second version; return how many tokens it knows."""
    tokenizer, size = _unigram(["[PAD]", "[CLS]", "[SEP]", "[UNK]"], "[MASK]")
    ends = {"[CLS]": 1, "[SEP]": 2}
    _between(tokenizer, "[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", ends)
    tokenizer.save(str(folder / "tokenizer.json"))
    named = {f"{kind}_token": f"[{kind.upper()}]" for kind in ("pad", "unk", "cls", "sep", "mask")}
    _settle(folder, "PreTrainedTokenizerFast", longest, named)
    return size


def roberta(folder: Path, longest: int = 64) -> int:
    """Write RoBERTa's kind of tokenizer, byte pairs; return how many tokens it knows."""
    tokenizer, size = _byte_pairs(["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    _between(tokenizer, "<s> $A </s>", "<s> $A </s> </s> $B </s>", {"<s>": 0, "</s>": 2})
    tokenizer.save(str(folder / "tokenizer.json"))
    _settle(folder, "PreTrainedTokenizerFast", longest, _ROBERTA)
    return size


def qwen(folder: Path, longest: int = 64) -> int:
    """Write Qwen's kind of tokenizer, which marks a text's end and pads before its beginning."""
    end = "<|endoftext|>"
    tokenizer, size = _byte_pairs([end])
    _between(tokenizer, f"$A {end}", f"$A $B:1 {end}:1", {end: 0})
    tokenizer.save(str(folder / "tokenizer.json"))
    told = {"pad_token": end, "eos_token": end, "padding_side": "left"}
    _settle(folder, "PreTrainedTokenizerFast", longest, told)
    return size


_ROBERTA = {
    "bos_token": "<s>",
    "cls_token": "<s>",
    "eos_token": "</s>",
    "sep_token": "</s>",
    "pad_token": "<pad>",
    "unk_token": "<unk>",
    "mask_token": "<mask>",
}


def _between(tokenizer: Tokenizer, single: str, pair: str, ends: dict[str, int]) -> None:
    tokenizer.post_processor = processors.TemplateProcessing(
        single=single, pair=pair, special_tokens=list(ends.items())
    )


def _byte_pairs(marks: list[str]) -> tuple[Tokenizer, int]:
    """Return a tokenizer of bytes and pairs, nothing around texts yet, and its size."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {token: number for number, token in enumerate([*marks, *letters])}
    pairs = list[tuple[str, str]]()
    for word in dict.fromkeys(WORDS.split()):
        made = "\N{LATIN CAPITAL LETTER G WITH DOT ABOVE}"  # a space, as it writes one
        for letter in word:
            if made + letter not in vocabulary:
                vocabulary[made + letter] = len(vocabulary)
                pairs.append((made, letter))
            made += letter
    tokenizer = Tokenizer(models.BPE(vocabulary, pairs))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    cast("Any", tokenizer).add_special_tokens(marks)
    return tokenizer, len(vocabulary)


def _unigram(marks: list[str], mask: str) -> tuple[Tokenizer, int]:
    """Return a tokenizer of SentencePiece's kind, nothing around texts yet, and its size."""
    words = [f"\N{LOWER ONE EIGHTH BLOCK}{word}" for word in dict.fromkeys(WORDS.split())]
    pieces = [*words, "\N{LOWER ONE EIGHTH BLOCK}", *_LETTERS, *string.ascii_uppercase]
    scored = [(mark, 0.0) for mark in marks]
    scored += [(piece, -2.0 if len(piece) > 1 else -6.0) for piece in dict.fromkeys(pieces)]
    tokenizer = Tokenizer(models.Unigram([*scored, (mask, 0.0)], unk_id=3))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    cast("Any", tokenizer).add_special_tokens([*marks, mask])
    return tokenizer, len(scored) + 1


def _settle(folder: Path, kind: str, longest: int, more: dict[str, Any]) -> None:
    settings = {"tokenizer_class": kind, "model_max_length": longest, **more}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
