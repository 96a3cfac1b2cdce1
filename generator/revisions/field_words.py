"""Fields in the reader's words: how a change of each of them is said."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from generator.data.base import TANPA_TANGGAL, is_month
from generator.data.langkah import SELESAI
from generator.data.wording import format_date, join_words
from generator.revisions.alignment import actors_of
from generator.revisions.content import FieldChange, Jalur, Nilai
from generator.revisions.names import Names
from generator.revisions.word_diff import Phrase, list_phrase, quoted_text, value_phrase
from generator.steps.graph import OPSIONAL

Sebut = tuple[Callable[[str], str], Callable[[str], str]]
"""How a target is called: one of the old version, one of the new one."""

_LANGKAH: Mapping[Jalur, str] = {  # the fields that are not called as they are written
    ("mutu_baku", "kelengkapan"): "kelengkapan",
    ("mutu_baku", "waktu"): "waktu",
    ("mutu_baku", "output"): "output",
    ("mutu_baku", "gabung"): "sel yang menyambung ke atas",
    ("sop_terkait",): "SOP terkait",
    ("jenis",): "jenis simbol",
    ("teks",): "teks di dalam simbol",
    ("no",): "nomor",
    ("id",): "id dalam berkas",
}
_IDENTITAS: Mapping[Jalur, str] = {
    ("nomor",): "nomor SOP",
    ("pencabutan", "tanggal"): "tanggal pencabutan",
    ("pencabutan", "alasan"): "alasan pencabutan",
    ("pengesahan", "sebutan"): "sebutan pengesahan",
    ("pengesahan", "jabatan"): "jabatan yang mengesahkan",
    ("pengesahan", "nama"): "nama pejabat yang mengesahkan",
    ("pengesahan", "nip"): "NIP pejabat yang mengesahkan",
    ("riwayat",): "riwayat dari sebelum pustaka ini",
    ("penanda_tangan_lain",): "penanda tangan lain",
    ("anak_judul",): "butir bertitik dua sebagai anak judul",
    ("maksud_tujuan",): "maksud dan tujuan",
    ("kualifikasi",): "kualifikasi pelaksana",
    ("identifikasi", "jenis"): "jenis kegiatan",
    ("identifikasi", "penanggung_jawab", "produk"): "penanggung jawab produk",
    ("identifikasi", "penanggung_jawab", "kegiatan"): "penanggung jawab kegiatan",
    ("identifikasi", "ruang_lingkup"): "ruang lingkup",
    ("identifikasi", "judul_kegiatan"): "judul kegiatan pada lembar kerja B",
    ("identifikasi", "kegiatan", "awal"): "langkah awal pada lembar kerja B",
    ("identifikasi", "kegiatan", "utama"): "langkah utama pada lembar kerja B",
    ("identifikasi", "kegiatan", "akhir"): "langkah akhir pada lembar kerja B",
    ("identifikasi", "langkah", "awal"): "langkah awal pada lembar kerja C",
    ("identifikasi", "langkah", "utama"): "langkah utama pada lembar kerja C",
    ("identifikasi", "langkah", "akhir"): "langkah akhir pada lembar kerja C",
    ("tabel", "judul"): "judul tabel",
    ("tabel", "uraian"): "kepala kolom kegiatan",
    ("tabel", "mutu_baku"): "kolom mutu baku",
    ("tabel", "keterangan"): "kepala kolom keterangan",
    ("tabel", "tanpa_keterangan"): "tanpa kolom keterangan",
    ("tabel", "no"): "kepala kolom nomor",
    ("tabel", "pelaksana"): "kepala di atas kolom pelaksana",
    ("tabel", "tanpa_pelaksana"): "tanpa kolom pelaksana",
    ("tabel", "tanpa_kepala_pelaksana"): "tanpa kepala di atas kolom pelaksana",
    ("tabel", "kepala_mutu_baku"): "kepala di atas kolom mutu baku",
    ("tabel", "nomor_kolom"): "baris nomor kolom",
    ("tabel", "tanpa_kata_prosedur"): "judul bagan tanpa kata PROSEDUR",
    ("tabel", "sambungan"): "tulisan pada sambungan antarlembar",
    ("pelaksana",): "kolom pelaksana",
    ("konfirmasi",): "hal yang perlu konfirmasi",
    ("abaikan",): "temuan yang diabaikan",
}
_JABATAN = {("pengesahan", "jabatan"), ("identifikasi", "penanggung_jawab", "produk")} | {
    ("identifikasi", "penanggung_jawab", "kegiatan")
}


def identity_phrases(ubah: FieldChange, nama: Names) -> list[Phrase]:
    """What is said about a field of the identity page, the worksheets or a table as a whole."""
    if ubah.bidang == ("bagian_lain",):
        return _sections(ubah.lama or [], ubah.baru or [])
    label = _IDENTITAS.get(ubah.bidang, " ".join(ubah.bidang).replace("_", " "))
    old, new = (_words(ubah.bidang, nilai, nama) for nilai in (ubah.lama, ubah.baru))
    return _phrases(label, old, new)


def _sections(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> list[Phrase]:
    """What is said about the further sections of the identity page: each by its heading."""
    before, after = _by_heading(old), _by_heading(new)
    found: list[Phrase] = []
    for title, section in after.items():
        was, now = before.get(title, {}).get("isi", []), section.get("isi", [])
        if title not in before:
            words = f": {join_words(map(quoted_text, now))}" if now else ""
            found.append(Phrase(f"bagian {quoted_text(title)} ditambah{words}"))
        elif was != now:
            found += list_phrase(f"bagian {quoted_text(title)}", was, now)
    found += [Phrase(f"bagian {quoted_text(title)} dihapus") for title in before if title not in after]
    return found or [Phrase("urutan atau letak bagian lain diubah")]


def _by_heading(sections: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The sections by what they are called; a heading that stands there again is counted."""
    found: dict[str, Mapping[str, Any]] = {}
    for section in sections:
        again = sum(one["judul"] == section["judul"] for one in found.values())
        found[f"{section['judul']} ({again + 1})" if again else section["judul"]] = section
    return found


def field_phrases(ubah: FieldChange, nama: Names, sebut: Sebut) -> list[Phrase]:
    """What is said about a field of a step other than its uraian."""
    field = ubah.bidang[0]
    if field == "pelaksana":
        return [_other_actors(ubah.lama or (), ubah.baru or (), nama)]
    if field == "atau":
        return [Phrase("cukup salah satu pelaksana" if ubah.baru else "dikerjakan bersama oleh semua pelaksana")]
    if field == "no" and "" in (ubah.lama, ubah.baru):
        return [Phrase("tidak bernomor lagi" if ubah.baru == "" else "kini bernomor")]
    if field in ("keputusan", "lanjut"):
        return _exits(field, ubah.lama or [], ubah.baru or [], sebut)
    if ubah.bidang == ("mutu_baku", "kosong"):
        return list(_blank_cells(ubah.lama or (), ubah.baru or ()))
    if field == "simbol":
        return symbol_phrases(ubah.lama or [], ubah.baru or [], nama, sebut)
    label = _LANGKAH.get(ubah.bidang, " ".join(ubah.bidang).replace("_", " "))
    return _phrases(label, _words(ubah.bidang, ubah.lama, nama), _words(ubah.bidang, ubah.baru, nama))


def _phrases(label: str, old: str | list[str], new: str | list[str]) -> list[Phrase]:
    if isinstance(old, list) or isinstance(new, list):
        pair = [[value] if isinstance(value, str) and value else list(value) for value in (old, new)]
        return list_phrase(label, *pair) if pair[0] != pair[1] else [Phrase(f"rincian {label} diubah")]
    return [value_phrase(label, old, new)] if old != new else [Phrase(f"rincian {label} diubah")]


def _words(path: Jalur, nilai: Nilai, nama: Names) -> str | list[str]:
    """A value as read; "" where it is not filled in."""
    if nilai is None:
        return "draf" if path == ("status",) else ""
    if path in _JABATAN:
        return nama.jabatan.get(nilai, nilai)
    if path == ("unit",):
        return nama.unit.get(nilai, nilai)
    if path[0] == "tanggal" or path == ("pencabutan", "tanggal"):
        return nilai if nilai == TANPA_TANGGAL or is_month(nilai) else format_date(datetime.date.fromisoformat(nilai))
    if isinstance(nilai, dict):
        return [f"{key}: {value}" if value else key for key, value in nilai.items()]
    if isinstance(nilai, list):
        return [word for item in nilai for word in _item(path, item, nama)]
    return {True: "ya", False: "tidak"}[nilai] if isinstance(nilai, bool) else str(nilai)


def _item(path: Jalur, item: Any, nama: Names) -> list[str]:
    """An item of a list as read; a group of columns gives each of them."""
    if path == ("pelaksana",):
        head = f" ({item['kelompok']})" if "kelompok" in item else ""
        return [nama.jabatan.get(id, id) + head for id in item["pelaksana"]]
    if path == ("penanda_tangan_lain",):
        who = [nama.jabatan.get(item["jabatan"], item["jabatan"])]
        who += [item["nama"]] if "nama" in item else []
        who += [f"NIP. {item['nip']}"] if "nip" in item else []
        return [f"{item['sebutan']}: {', '.join(who)}"]
    if path == ("riwayat",):
        day = f" ({format_date(datetime.date.fromisoformat(item['tanggal']))})" if "tanggal" in item else ""
        return [f"revisi {item['revisi']}{day}" + "".join(f"; {words}" for words in item.get("perubahan", ()))]
    if path == ("dasar_hukum",):
        return [nama.peraturan.get(item, item)]
    if path == ("formulir",):
        return [nama.formulir.get(item, item)]
    if path in (("keterkaitan",), ("sop_terkait",)):
        return [nama.rujukan(item)]
    if isinstance(item, dict):
        return [str(item.get("judul") or next(iter(item.values())))]
    return [str(item)]


def _blank_cells(old: Sequence[str], new: Sequence[str]) -> Iterator[Phrase]:
    """Which cells are left blank on purpose, or no more."""
    came, gone = ([name for name in one if name not in other] for one, other in ((new, old), (old, new)))
    if came:
        yield Phrase(f"{join_words(came)} dinyatakan memang kosong")
    if gone:
        yield Phrase(f"{join_words(gone)} tidak lagi dinyatakan memang kosong")
    if not came and not gone:
        yield Phrase("urutan kolom yang memang kosong diubah")


def _other_actors(old: Sequence[str], new: Sequence[str], nama: Names) -> Phrase:
    was, now = (join_words(nama.jabatan.get(id, id) for id in ids) for ids in (old, new))
    return value_phrase("pelaksana", was, now, pendek=True)


def _exits(
    field: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], sebut: Sebut
) -> list[Phrase]:
    """Where a step leads: exits by their label."""
    before = [(t.get("label", ""), _target(t, sebut[0])) for t in old]
    after = [(t.get("label", ""), _target(t, sebut[1])) for t in new]
    if not before and field == "keputusan":
        answers: dict[str, list[str]] = {}
        for label, target in after:
            answers.setdefault(label, []).append(target)
        ways = (f"{label} ke {' dan '.join(targets)}" for label, targets in answers.items())
        return [Phrase(f"menjadi keputusan: {join_words(ways)}")]
    if not after and field == "keputusan":
        return [Phrase("tidak lagi berupa keputusan")]
    gone = [item for item in before if item not in after]
    came = [item for item in after if item not in before]
    found = []
    for label, target in tuple(gone):
        match = next((item for item in came if item[0] == label), None)
        if match is not None:
            found.append(Phrase(f"{_exit(label)} menuju {target} menjadi {match[1]}"))
            gone.remove((label, target))
            came.remove(match)
    found += [Phrase(f"{_exit(label)} menuju {target} ditambah") for label, target in came]
    found += [Phrase(f"{_exit(label)} menuju {target} dihapus") for label, target in gone]
    return found or [Phrase("urutan jalan keluar diubah")]


def _target(tujuan: Mapping[str, Any], call: Callable[[str], str]) -> str:
    """Where an exit leads, and whether that way may be left out."""
    word = "akhir alur" if tujuan["ke"] == SELESAI else call(tujuan["ke"])
    return f"{word} ({OPSIONAL})" if tujuan.get("opsional") else word


def _exit(label: str) -> str:
    return f"jalan keluar {label}" if label else "panah"


def symbol_phrases(old: Sequence[Any], new: Sequence[Any], nama: Names, sebut: Sebut) -> list[Phrase]:
    """What is said about a row with several symbols: who acts, where it leads, else that the drawing is another."""
    actors = [actors_of({"simbol": side}) for side in (old, new)]
    exits = [[t for s in side for key in ("keputusan", "lanjut") for t in s.get(key, ())] for side in (old, new)]
    found = []
    if actors[0] != actors[1]:
        found.append(_other_actors(actors[0], actors[1], nama))
    called = [[(t.get("label", ""), _target(t, call)) for t in s] for s, call in zip(exits, sebut, strict=True)]
    if called[0] != called[1]:
        found += _exits("lanjut", exits[0], exits[1], sebut)
    return found or [Phrase("susunan simbol pada baris ini diubah")]
