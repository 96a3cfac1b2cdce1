"""What pydantic found, said in Indonesian: code, message and remedy for each kind of error."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic_core import ErrorDetails

from generator.data.near_words import LONGEST, comma_items, nearest, suggest
from generator.data.slugs import proposed_id
from generator.data.wording import format_date
from generator.data.written_dates import written_date, written_month
from generator.findings import declare, declare_all
from generator.reading.limits import cut

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
    "sebutan": (
        "D101",
        "penanda tangan ini belum mempunyai 'sebutan'",
        "tambahkan 'sebutan:' beserta isinya, misalnya Disusun oleh",
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
        "tulis idnya, bukan namanya: huruf kecil, angka, dan tanda hubung, misalnya 'kepala-dinas'",
    ),
    "id_isian": (
        "D104",
        "'{input}' bukan id isian yang sah",
        "pakai huruf kecil, angka, dan garis bawah, misalnya 'nama_tamu'",
    ),
    "id_panjang": (
        "D104",
        "id '{input}' terlalu panjang",
        "paling panjang {limit} huruf",
    ),
    "kolom_banyak": ("D105", "'{key}' memuat terlalu banyak jabatan", "paling banyak {limit}; pecah SOP ini"),
    "teks_panjang": (
        "D105",
        "'{key}' terlalu panjang",
        "paling panjang {limit} huruf; ringkas, atau pecah menjadi beberapa",
    ),
    "kata_panjang": (
        "D105",
        "satu kata di '{key}' terlalu panjang",
        "paling panjang {limit} huruf; pisahkan dengan spasi",
    ),
    "id_windows": (
        "D104",
        "'{input}' tidak dapat menjadi id: nama itu dipakai Windows sendiri",
        "pilih kata lain, misalnya '{input}-1'",
    ),
    "nama_berkas": (
        "D115",
        "'{input}' bukan nama berkas di folder data",
        "letakkan berkas itu di samping instansi.yml, lalu tulis namanya saja, misalnya logo.png",
    ),
    "greater_than_equal": ("D105", "'{key}' terlalu kecil", "paling kecil {limit}"),
    "less_than_equal": ("D105", "'{key}' terlalu besar", "paling besar {limit}"),
    "string_pattern_mismatch": (
        "D104",
        "'{input}' bukan kode temuan",
        "tulis satu huruf besar dan tiga angka, misalnya S406",
    ),
    "kode_isi": (
        "D104",
        "'{input}' bukan kode isi",
        "tulis kode isi seperti tercetak, misalnya 1a2b3c4d; 'sop review' menulisnya sendiri",
    ),
    "sidik_berkas": (
        "D104",
        "'{key}' bukan sidik SHA-256",
        "kembalikan berkas ini dari salinan cadangan, atau lampirkan lagi dengan 'sop attach'",
    ),
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
    "tujuan_ganda": (
        "D108",
        "jawaban '{label}' menuju beberapa langkah, yang tidak dapat ditulis sesudah satu titik dua",
        "tulis '{key}' sebagai daftar, satu butir untuk setiap panah: {daftar}; jawaban lain ditulis sama",
    ),
    "id_rumus": (
        "D104",
        "'{input}' tidak dapat menjadi id isian: kata itu dipakai bahasa rumus sendiri",
        "pilih kata lain, misalnya '{input}_1'",
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
        "isi 'pelaksana'; bila hanya perkiraan, catat pada 'konfirmasi' dengan 'perkiraan: ya'; bila SOP ini memang "
        "tanpa kolom pelaksana, tulis 'tabel: {{tanpa_pelaksana: ya}}'",
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
    "alamat_situs": (
        "D114",
        "'{input}' bukan alamat situs yang dapat dibuka orang lain",
        "tulis alamat folder situs, misalnya https://sop.contoh.go.id/; bila belum ada, kosongkan",
    ),
    "laporan": (
        "D126",
        "'{input}' bukan alamat surel dan bukan alamat halaman",
        "tulis satu alamat surel, misalnya sop@contoh.go.id, atau alamat halaman yang diawali https://",
    ),
    "warna": (
        "D116",
        "'{input}' bukan warna",
        'tulis tanda pagar dan enam angka heksadesimal di dalam tanda kutip, misalnya "#1f5a8a"',
    ),
    "pola_nomor": (
        "D130",
        "'{input}' tidak dapat menjadi pola nomor: {sebab}",
        "tulis misalnya 000/{{urut:3}}/{{tahun}}, atau hapus baris ini",
    ),
    "kode_unit": (
        "D130",
        "'{input}' tidak dapat menjadi kode unit pada nomor SOP",
        "pakai huruf, angka, titik, dan tanda hubung, paling banyak 20, misalnya SEKRE",
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
    "isi_tabel": (
        "F111",
        "tabel dengan 'isi' tidak boleh menulis 'baris' atau 'sambungan'",
        "hapus 'baris' atau 'sambungan'; banyaknya baris mengikuti 'isi'",
    ),
}
"""Kind of pydantic error -> code, message, remedy."""
_FALLBACK = (
    "D102",
    "isi '{key}' tidak sesuai bentuk yang diminta",
    "bandingkan dengan contoh pada panduan format data",
)
declare_all("galat", *sorted({"D100", _FALLBACK[0], *(code for code, *_ in _KINDS.values())} - {"D107", "D111"}))
declare("D107", "galat", basis="simbol: hanya lima simbol yang dipakai (bila temuan ini tentang 'jenis' simbol)")
declare("D111", "galat", basis="bagian prosedur: simbol setiap langkah berada pada kolom pelaksananya")


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
    told = _true_cause(kind, error["input"], loc, list(map(str, choices)))
    if told:
        return code, loc, *told
    words = {
        "key": next((part for part in reversed(loc) if isinstance(part, str)), "berkas"),
        "input": _short(error["input"]),
        "choices": ", ".join(map(str, choices)),
        "label": context.get("label", ""),
        "daftar": context.get("daftar", ""),
        "sebab": context.get("sebab", ""),
        "limit": context.get("ge", context.get("le", "")),
    }
    near = nearest(words["input"], map(str, choices))
    remedy = remedy.format(**words)
    return code, loc, message.format(**words), f"maksud Anda '{near}'? {remedy}" if near else remedy


def _true_cause(kind: str, value: Any, loc: tuple[str | int, ...], choices: list[str]) -> tuple[str, str] | None:
    """Message and remedy that say what was meant, where that is clear from what was written."""
    if kind == "string_type" and isinstance(value, dict) and len(value) == 1 and loc and isinstance(loc[-1], int):
        return _colon_in_item(*value.items())
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST * 5:
        return None
    key = next((part for part in reversed(loc) if isinstance(part, str)), "")
    if kind in ("id", "literal_error") and loc and isinstance(loc[-1], int):
        items = comma_items(value)
        known = [item if kind == "id" else item.casefold() for item in items]
        if len(items) > 1 and all(one in choices if kind == "literal_error" else proposed_id(one) for one in known):
            ids = known if kind == "literal_error" else [proposed_id(item) for item in items]
            return f"'{key}' memuat beberapa butir dalam satu teks", f"tulis {key}: [{', '.join(ids)}]"
    if kind == "id":
        better = proposed_id(value)
        return (f"'{_short(value)}' bukan id yang sah", f"tulis '{better}': {_ID_RULE}") if better else None
    if kind == "id_isian":
        better = proposed_id(value, "_")
        return (f"'{_short(value)}' bukan id isian yang sah", f"tulis '{better}': {_FIELD_RULE}") if better else None
    if kind == "date":
        return _about_date(value, key)
    if kind == "bilangan" and key == "revisi":
        message = f"'revisi' harus bilangan bulat, bukan '{_short(value)}'"
        return message, "tulis angka saja, misalnya 1; tulis 0 bila belum pernah direvisi, atau kosongkan"
    return None


def _colon_in_item(pair: tuple[Any, Any]) -> tuple[str, str] | None:
    """An item of a list whose colon makes it a named part."""
    name, rest = pair
    if not isinstance(name, str) or not isinstance(rest, str | None):
        return None
    text = f"{name}: {rest}" if rest else f"{name}:"
    message = f"titik dua membuat butir '{_short(name)}' dibaca sebagai isian bernama"
    return message, f'apit seluruh butir dengan tanda kutip: "{_short(text)}"'


_ID_RULE = "id memakai huruf kecil, angka, dan tanda hubung"
_FIELD_RULE = "id isian diawali huruf kecil, lalu huruf kecil, angka, dan garis bawah"


_MAY_BE_MONTH = ("pembuatan", "revisi", "efektif")
"""Dates of which the day need not be known."""


def _about_date(value: str, key: str) -> tuple[str, str]:
    """What is wrong with a date, and how the day that is meant is written."""
    shown = _short(value)
    meant = written_date(value)
    if value.strip() in ("-", "–", "—", "…", "..."):
        return f"'{shown}' bukan tanggal", f"kosongkan '{key}' bila belum ada tanggalnya"
    if meant is None and (month := written_month(value)):
        message = f"'{shown}' hanya memuat bulan dan tahun"
        if key not in _MAY_BE_MONTH:
            return message, "tulis tahun-bulan-hari, misalnya 2026-01-31"
        return message, f"tulis tahun-bulan-hari; bila harinya tidak diketahui, tulis {month}"
    if meant is None:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
            return f"tanggal '{shown}' tidak ada pada kalender", "periksa bulan dan harinya: tahun-bulan-hari"
        return f"'{shown}' bukan tanggal", "tulis tahun-bulan-hari, misalnya 2026-01-31"
    remedy = f"tulis {meant.day.isoformat()} ({format_date(meant.day)})"
    if meant.other:
        remedy += f"; bila maksudnya {format_date(meant.other)}, tulis {meant.other.isoformat()}"
    return f"tanggal '{shown}' tidak ditulis tahun-bulan-hari", remedy


def _unknown_key(loc: tuple[str | int, ...], model: type[BaseModel]) -> tuple[str, tuple[str | int, ...], str, str]:
    key = str(loc[-1])
    return "D100", loc, f"isian '{key}' tidak dikenal di sini", suggest(key, fields_at(model, loc[:-1]))


def fields_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> dict[str, Any]:
    """The fields of the object at ``loc`` inside ``model``, with the types of their values."""
    current: Any = model
    for part in loc:
        fields = fields_of(current)
        if isinstance(part, str) and part in fields:
            current = fields[part]
    return fields_of(current)


def fields_of(annotation: Any) -> dict[str, Any]:
    """The fields of an object of this type, or of the objects that it is a list of; none where it is none."""
    for model in _models_in(annotation):
        fields = {name: field.annotation for name, field in model.model_fields.items()}
        return fields_of(fields["root"]) if issubclass(model, RootModel) else fields
    return {}


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in (typing.Union, types.UnionType, tuple, list, dict, typing.Annotated):
        return [found for arg in get_args(annotation) for found in _models_in(arg)]
    return []


def _short(value: Any) -> str:
    return cut(" ".join(str(value).split()), 40) if isinstance(value, (str, int, float)) else ""
