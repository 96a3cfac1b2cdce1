"""How a kegiatan is written (codes S403, S406, S408, S409): an active verb first, and nobody who acts in the words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.check.tingkat import rows, severity_of
from generator.data.proyek import Proyek, file_of
from generator.data.sop import Sop
from generator.data.source import Loc
from generator.findings import Finding, Severity
from generator.flow.baris import BarisData

_KATA_KERJA_DASAR = {
    "mulai", "selesai", "ikut", "hadir", "masuk", "keluar", "pergi", "datang", "kembali", "tiba", "minta", "mohon",
}  # fmt: skip
"""Verbs that are active without a prefix."""
_BUKAN_KATA_KERJA = {
    "mekanisme", "media", "meja", "mesin", "memo", "memorandum", "menteri", "metode", "meterai", "menu", "mentor",
    "merek", "berkas", "berita", "beras", "berat", "beranda",
}  # fmt: skip
"""Nouns that look like verbs with me- or ber-."""
_KATA_BENDA = re.compile(r"(?:pe|ke)\w{2,}an|di[a-z]{4,}|proses|rapat|draft?|surat|dokumen")
"""Nouns such as "penandatanganan" and passive verbs such as "disusun"."""
_SYARAT = re.compile(r"^(?:bila|jika|apabila|kalau|setelah|sesudah|sebelum)\b[^,]*(?:,|$)", re.IGNORECASE)
"""A condition before the activity: "Bila lengkap, meneruskan ..."."""
_JABATAN = (
    "Kepala|Sekretaris|Sekretariat|Bagian|Bidang|Subbagian|Subbag|Subbidang|Seksi|Kasubbag|Kabid|Kabag|Kasi|Tim|"
    "Bendahara|Perencana|Staf|Petugas|Pengelola|Operator|Ketua|Koordinator|Analis|Arsiparis|Inspektorat|UPTD"
)
_PENERIMA = re.compile(rf"\b[Kk]epada ((?:{_JABATAN})\b(?: (?:dan )?[A-Z][\w.]*)*)")
"""Somebody of an office who is handed something: a word for a position, then words with a capital letter."""


def check_kegiatan(proyek: Proyek) -> Iterator[Finding]:
    """Every kegiatan of every SOP, and whom the worksheets name as recipients."""
    names = _names(proyek)
    for slug, sop in proyek.sop.items():
        for loc, row in rows(sop):
            yield from _named(proyek, slug, loc, row, names)
            yield from _verb(proyek, slug, sop, loc, row, names)
            yield from _recipient(proyek, slug, (*loc, "uraian"), row.data.uraian, names)
        if sop.identifikasi:
            for key, texts in sop.identifikasi.langkah:
                for index, text in enumerate(texts):
                    yield from _recipient(proyek, slug, ("identifikasi", "langkah", key, index), text, names)


def _names(proyek: Proyek) -> Mapping[str, set[str]]:
    """Every name of a jabatan in small letters -> the ids that it may mean; the longest names first."""
    found: dict[str, set[str]] = defaultdict(set)
    for id, jabatan in proyek.jabatan.items():
        for nama in (jabatan.nama, jabatan.lengkap, *jabatan.alias):
            if nama:
                found[nama.casefold()].add(id)
    return {nama: found[nama] for nama in sorted(found, key=lambda nama: (-len(nama), nama))}


def _first(text: str, names: Mapping[str, set[str]]) -> str | None:
    """The name of a jabatan with which ``text`` (in small letters) begins."""
    return next((nama for nama in names if text.startswith(nama) and _ends(text, len(nama))), None)


def _ends(text: str, at: int) -> bool:
    """Whether a word of ``text`` ends before ``at``."""
    return at == len(text) or not (text[at].isalnum() or text[at] == "_")


def _named(proyek: Proyek, slug: str, loc: Loc, row: BarisData, names: Mapping[str, set[str]]) -> Iterator[Finding]:
    """S403: the kegiatan begins with its subject. S408: it says who acts with "oleh"."""
    words = row.data.uraian.casefold()
    actors = {simbol.pelaksana for simbol in row.simbol}
    begins = _first(words, names)
    by = next((nama for part in re.split(r"\boleh ", words)[1:] if (nama := _first(part, names))), None)
    for code, nama, how, remedy in (
        ("S403", begins, "diawali nama", "awali dengan kata kerja; pelaksana cukup tampak dari kolomnya"),
        ("S408", by, "menyebut 'oleh", "hapus 'oleh ...' dan awali dengan kata kerja aktif"),
    ):
        if nama is None:
            continue
        own = bool(names[nama] & actors)
        shown = _as_written(row.data.uraian, nama)
        said = f"kegiatan {how} '{shown}'" if code == "S403" else f"kegiatan {how} {shown}'"
        column = "pelaksana langkah ini" if own else "yang bukan pelaksana langkah ini"
        severity: Severity = "saran" if own else "peringatan"
        yield proyek.finding(file_of("sop", slug), code, severity, (*loc, "uraian"), f"{said}, {column}", remedy)


def _as_written(text: str, nama: str) -> str:
    start = text.casefold().find(nama)
    return text[start : start + len(nama)]


def _verb(
    proyek: Proyek, slug: str, sop: Sop, loc: Loc, row: BarisData, names: Mapping[str, set[str]]
) -> Iterator[Finding]:
    """S406: the first word is not an active verb. Said of a subject already (S403), not said again."""
    found = re.search(r"[^\W\d_]+", _SYARAT.sub("", row.data.uraian))
    word = found[0].casefold() if found else ""
    active = re.match(r"me[a-z]{3}|ber[a-z]{3}", word) and word not in _BUKAN_KATA_KERJA
    if not word or active or word in _KATA_KERJA_DASAR or _first(row.data.uraian.casefold(), names):
        return
    sure = _KATA_BENDA.fullmatch(word) or word in _BUKAN_KATA_KERJA
    shown = found[0] if found else ""
    yield proyek.finding(
        file_of("sop", slug),
        "S406",
        severity_of(sop) if sure else "saran",
        (*loc, "uraian"),
        f"kegiatan diawali '{shown}', bukan kata kerja aktif",
        "awali dengan kata kerja berawalan me-, misalnya 'Menyusun' dan bukan 'Penyusunan' atau 'Disusun'",
    )


def _recipient(proyek: Proyek, slug: str, loc: Loc, text: str, names: Mapping[str, set[str]]) -> Iterator[Finding]:
    """S409: the words hand something to a position that no jabatan is called."""
    units = [unit.nama.casefold() for unit in proyek.instansi.unit.values()]
    for match in _PENERIMA.finditer(text):
        said = match[1].casefold()
        if not _first(said, names) and not any(said.startswith(unit) for unit in units):
            message = f"penerima '{match[1]}' tidak dikenal sebagai jabatan"
            remedy = "pakai nama jabatan yang ada, atau tambahkan pada jabatan.yml (atau sebagai 'alias')"
            yield proyek.finding(file_of("sop", slug), "S409", "saran", loc, message, remedy)
