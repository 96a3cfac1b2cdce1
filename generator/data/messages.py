"""What pydantic found, said in Indonesian: code, message and remedy for each kind of error."""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Mapping, Sequence
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

_NAMED = ("D103", "'{key}' harus berupa isian bernama", "tulis 'nama: isi' pada baris yang dijorokkan")
_KINDS: Mapping[str, tuple[str, str, str]] = {
    "missing": (
        "D101",
        "isian wajib '{key}' belum ada",
        "tambahkan '{key}:' beserta isinya",
    ),
    "kosong": (
        "D103",
        "'{key}' kosong",
        "isi teksnya, atau hapus baris ini",
    ),
    "string_type": (
        "D103",
        "'{key}' harus berupa satu teks",
        "tulis satu teks setelah titik dua",
    ),
    "tuple_type": (
        "D103",
        "'{key}' harus berupa daftar",
        "tulis satu butir per baris, diawali '- '",
    ),
    "dict_type": _NAMED,
    "model_type": _NAMED,
    "model_attributes_type": _NAMED,
    "id": (
        "D104",
        "'{input}' bukan id yang sah",
        "pakai huruf kecil, angka, dan tanda hubung, misalnya 'kepala-dinas'",
    ),
    "id_isian": (
        "D104",
        "'{input}' bukan id isian yang sah",
        "pakai huruf kecil, angka, dan garis bawah, misalnya 'nama_tamu'",
    ),
    "greater_than_equal": ("D105", "'{key}' terlalu kecil", "paling kecil {limit}"),
    "less_than_equal": ("D105", "'{key}' terlalu besar", "paling besar {limit}"),
    "ya_tidak": (
        "D105",
        "'{key}' harus 'ya' atau 'tidak'",
        "tulis ya atau tidak",
    ),
    "bilangan": (
        "D105",
        "'{key}' harus bilangan bulat",
        "tulis angka saja, misalnya 3",
    ),
    "date": (
        "D106",
        "'{input}' bukan tanggal",
        "tulis tahun-bulan-hari, misalnya 2026-01-31",
    ),
    "literal_error": (
        "D107",
        "'{input}' tidak dikenal untuk '{key}'",
        "pilih salah satu: {choices}",
    ),
    "bagian": (
        "D107",
        "bagian '{input}' tidak dikenal",
        "pilih salah satu: {choices}",
    ),
    "tujuan": (
        "D108",
        "tujuan '{label}' belum diisi",
        "tulis nomor atau id langkah, atau 'selesai'",
    ),
    "rujukan": (
        "D109",
        "rujukan harus berisi judul atau sop, salah satu",
        "tulis 'judul: ...' atau 'sop: <nama berkas SOP>'",
    ),
    "simbol": (
        "D110",
        "langkah dengan 'simbol' tidak boleh berisi pelaksana, jenis, teks, keputusan, atau lanjut sendiri",
        "pindahkan isian itu ke butir 'simbol'",
    ),
    "pelaksana_kosong": (
        "D111",
        "langkah ini belum menyebut pelaksana",
        "isi 'pelaksana'; bila hanya perkiraan, catat pada 'konfirmasi' dengan 'perkiraan: ya'",
    ),
    "langkah_atau_prosedur": (
        "D112",
        "SOP harus berisi 'langkah' atau 'prosedur', salah satu",
        "isi 'langkah' dengan minimal satu langkah",
    ),
    "judul_tabel": (
        "D113",
        "'tabel.judul' tidak dipakai pada SOP yang memuat 'prosedur'",
        "tulis 'judul' pada setiap prosedur",
    ),
    "isian_rumus": (
        "F101",
        "jenis 'rumus' dan isian 'rumus' harus ada bersama-sama",
        "tulis jenis: rumus dan rumus: ...",
    ),
    "isian_pilihan": (
        "F102",
        "jenis 'pilihan' memerlukan daftar 'pilihan'",
        "tulis pilihan: [..., ...]",
    ),
}
"""Kind of pydantic error -> code, message, remedy."""
_FALLBACK = (
    "D102",
    "isi '{key}' tidak sesuai bentuk yang diminta",
    "bandingkan dengan contoh pada panduan format data",
)


def explain(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, tuple[str | int, ...], str, str]:
    """(code, path in the data, message, remedy) of one pydantic error met while validating ``model``."""
    loc = tuple(part for part in error["loc"] if part != "[key]")
    if error["type"] == "extra_forbidden":
        return _unknown_key(loc, model)
    kind = "date" if error["type"].startswith("date") else error["type"]
    code, message, remedy = _KINDS.get(kind, _FALLBACK)
    context = error.get("ctx") or {}
    choices = context.get("pilihan") or [
        str(c).strip("'") for c in str(context.get("expected", "")).replace(" or ", ", ").split(", ")
    ]
    words = {
        "key": next((part for part in reversed(loc) if isinstance(part, str)), "berkas"),
        "input": _short(error["input"]),
        "choices": ", ".join(map(str, choices)),
        "label": context.get("label", ""),
        "limit": context.get("ge", context.get("le", "")),
    }
    near = difflib.get_close_matches(words["input"], list(map(str, choices)), n=1)
    remedy = remedy.format(**words)
    return code, loc, message.format(**words), f"maksud Anda '{near[0]}'? {remedy}" if near else remedy


def suggest(word: str, known: Sequence[str]) -> str:
    """A "did you mean" for ``word``, or the known words where none is near."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"maksud Anda '{near[0]}'?"
    return (
        "yang ada: " + ", ".join(known[:12]) + (", ..." if len(known) > 12 else "") if known else "belum ada satu pun"
    )


def advise(word: str, known: Sequence[str], otherwise: str) -> str:
    """A "did you mean", then what to do if it was meant as written (a sentence that starts with a capital)."""
    hint = suggest(word, known)
    return f"{hint}{'' if hint.endswith('?') else '.'} {otherwise}"


def _unknown_key(loc: tuple[str | int, ...], model: type[BaseModel]) -> tuple[str, tuple[str | int, ...], str, str]:
    key = str(loc[-1])
    known = list(_model_at(model, loc[:-1]).model_fields)
    return "D100", loc, f"isian '{key}' tidak dikenal di sini", suggest(key, known)


def _model_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> type[BaseModel]:
    """The model class that validates the object at ``loc`` inside ``model``."""
    current: Any = model
    for part in loc:
        inside = _models_in(current)
        if inside and isinstance(part, str) and part in inside[0].model_fields:
            current = inside[0].model_fields[part].annotation
    return _models_in(current)[0]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in (typing.Union, types.UnionType, tuple, list, dict, typing.Annotated):
        return [found for arg in get_args(annotation) for found in _models_in(arg)]
    return []


def _short(value: Any) -> str:
    text = " ".join(str(value).split()) if isinstance(value, (str, int, float)) else ""
    return text if len(text) <= 40 else text[:39] + "…"
