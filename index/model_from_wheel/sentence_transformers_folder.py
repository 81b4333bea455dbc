"""The packed model as an ordinary sentence-transformers folder (BertModel, mean pooling).

Pieces that Chinese public documents cannot contain (Cyrillic, Arabic, accented Latin, …) are left
out, which makes the folder half as large; the ids of the rest are renumbered in the old order.
"""

import json
import re
import unicodedata
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import AddedToken, Regex, Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from index.model_from_wheel.packed_file import PackedModel, unpack_rows

SPECIAL_PIECES = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
SPACE_MARK = "▁"
# ASCII, Latin-1 signs, punctuation to symbols, CJK with its extensions, full-width forms.
KEPT_PIECE = re.compile(
    "[\u0021-\u007e\u00a1-\u00bf×÷▁\u2010-\u206f\u20a0-\u26ff\u2e80-\u303f\u3105-\u312f"
    "\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]+"
)
# NFKC makes a plain tilde of it, the model keeps it: a private character carries it past NFKC.
FULL_WIDTH_TILDE, PRIVATE = "\uff5e", "\ue5e5"
LAYER_PARTS = {
    "attention.self.query": ("q", "hidden"),
    "attention.self.key": ("k", "hidden"),
    "attention.self.value": ("v", "hidden"),
    "attention.output.dense": ("ao", "hidden"),
    "intermediate.dense": ("fi", "hidden"),
    "output.dense": ("fo", "feed_forward"),
}
LAYER_NORMS = {"attention.output.LayerNorm": "aln", "output.LayerNorm": "oln"}


def write_sentence_transformers_folder(model: PackedModel, folder: Path) -> None:
    """Write weights (float32), tokenizer and configuration into the existing, empty `folder`."""
    kept = kept_piece_ids(model)
    save_file(bert_tensors(model, kept), folder / "model.safetensors", metadata={"format": "pt"})
    unigram_tokenizer(model, kept).save(str(folder / "tokenizer.json"))
    _write_configuration(model, len(kept), folder)


def kept_piece_ids(model: PackedModel) -> list[int]:
    """Ids, in the packed file's numbering, of the pieces that stay."""
    return [
        number
        for number, piece in enumerate(model.pieces)
        if piece in SPECIAL_PIECES or KEPT_PIECE.fullmatch(piece)
    ]


def unigram_tokenizer(model: PackedModel, kept: list[int]) -> Tokenizer:
    """The model's tokenizer over the kept pieces: normaliser, pieces, `<s> … </s>`."""
    vocabulary = [(model.pieces[number], model.scores[number]) for number in kept]
    ids = {piece: number for number, (piece, _) in enumerate(vocabulary)}
    tokenizer = Tokenizer(Unigram(vocabulary, unk_id=ids["<unk>"], byte_fallback=False))
    tokenizer.normalizer = _normalizer(model.replacements)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(SPACE_MARK, prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", ids["<s>"]), ("</s>", ids["</s>"])],
    )
    tokenizer.add_special_tokens(
        [AddedToken(piece, special=True, normalized=False) for piece in SPECIAL_PIECES]
    )
    return tokenizer


def _normalizer(replacements: dict[str, str]) -> normalizers.Normalizer:
    """NFKC, and what the model's own map does otherwise: deletions and further spaces."""
    unlike_nfkc = {
        character: replaced
        for character, replaced in replacements.items()
        if unicodedata.normalize("NFKC", character) != replaced
    }
    deleted = "".join(c for c, replaced in unlike_nfkc.items() if replaced == "")
    spaces = "".join(c for c, replaced in unlike_nfkc.items() if replaced == " ")
    steps: list[normalizers.Normalizer] = [
        normalizers.Replace(Regex(_character_class(deleted)), ""),
        normalizers.Replace(Regex(_character_class(spaces)), " "),
        normalizers.Replace(FULL_WIDTH_TILDE, PRIVATE),
        normalizers.NFKC(),
        normalizers.Replace(PRIVATE, FULL_WIDTH_TILDE),
        normalizers.Replace(Regex(" {2,}"), " "),
    ]
    return normalizers.Sequence(steps)


def _character_class(characters: str) -> str:
    return "[" + "".join(f"\\x{{{ord(character):x}}}" for character in characters) + "]"


def bert_tensors(model: PackedModel, kept: list[int]) -> dict[str, NDArray[np.float32]]:
    """Tensors by the names transformers gives them in a BertModel."""
    size = model.dimensions
    word_rows = model.packed_rows("emb.word", size.hidden)[np.array(kept)]
    tensors = {
        "embeddings.word_embeddings.weight": unpack_rows(word_rows, size.hidden),
        "embeddings.position_embeddings.weight": model.floats("emb.pos").reshape(-1, size.hidden),
        "embeddings.token_type_embeddings.weight": model.floats("emb.type").reshape(
            -1, size.hidden
        ),
        "embeddings.LayerNorm.weight": model.floats("emb.ln.w"),
        "embeddings.LayerNorm.bias": model.floats("emb.ln.b"),
        # Mean pooling never asks the pooler, but a BertModel without one loads with a warning.
        "pooler.dense.weight": np.zeros((size.hidden, size.hidden), np.float32),
        "pooler.dense.bias": np.zeros(size.hidden, np.float32),
    }
    for layer in range(size.layers):
        prefix = f"encoder.layer.{layer}."
        for name, (short, columns) in LAYER_PARTS.items():
            source = f"l{layer}.{short}"
            tensors[f"{prefix}{name}.weight"] = model.matrix(f"{source}.w", getattr(size, columns))
            tensors[f"{prefix}{name}.bias"] = model.floats(f"{source}.b")
        for name, short in LAYER_NORMS.items():
            tensors[f"{prefix}{name}.weight"] = model.floats(f"l{layer}.{short}.w")
            tensors[f"{prefix}{name}.bias"] = model.floats(f"l{layer}.{short}.b")
    return {name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}


def _write_configuration(model: PackedModel, vocabulary_size: int, folder: Path) -> None:
    size = model.dimensions
    special = model.special
    files: dict[str, object] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "hidden_size": size.hidden,
            "num_hidden_layers": size.layers,
            "num_attention_heads": size.heads,
            "intermediate_size": size.feed_forward,
            "vocab_size": vocabulary_size,
            "max_position_embeddings": size.positions,
            "type_vocab_size": size.token_types,
            "layer_norm_eps": 1e-12,
            "pad_token_id": special.pad,
            "torch_dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": size.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "bos_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "cls_token": "<s>",
            "unk_token": "<unk>",
            "pad_token": "<pad>",
            "mask_token": "<mask>",
        },
        "modules.json": [
            _module(0, "", "sentence_transformers.models.Transformer"),
            _module(1, "1_Pooling", "sentence_transformers.models.Pooling"),
            _module(2, "2_Normalize", "sentence_transformers.models.Normalize"),
        ],
        "sentence_bert_config.json": {"max_seq_length": size.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": size.hidden,
            "pooling_mode_mean_tokens": True,
        },
    }
    (folder / "2_Normalize").mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _module(number: int, path: str, kind: str) -> dict[str, object]:
    return {"idx": number, "name": str(number), "path": path, "type": kind}
