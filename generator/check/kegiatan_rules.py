"""How a kegiatan is written (codes S403, S406, S408, S409): an active verb first, and nobody who acts in the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.check.sense_rules import says_only_capsule
from generator.check.severity import rows, severity_of
from generator.data.sop import Sop
from generator.findings import Finding, Severity
from generator.reading.source import Loc
from generator.steps.rows import WrittenRow

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


@rule("S403", "peringatan", "saran", basis="bagian prosedur: kegiatan ditulis dengan kata kerja aktif tanpa subjek")
@rule(
    "S406",
    "peringatan",
    "saran",
    basis="bagian prosedur: kegiatan ditulis dengan kata kerja aktif tanpa subjek",
    needs=("jabatan.yml",),
)
@rule(
    "S408",
    "peringatan",
    "saran",
    basis="bagian prosedur: pelaksana tidak disebut di dalam kegiatan, melainkan menjadi kolom",
)
@rule("S409", "saran", needs=("jabatan.yml",))
def check_kegiatan(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """Every kegiatan of an SOP, and whom the worksheets name as recipients."""
    for loc, row in rows(sop):
        yield from _named(lingkup, loc, row)
        yield from _verb(lingkup, sop, loc, row)
        yield from _recipient(lingkup, (*loc, "uraian"), row.data.uraian)
    if sop.identifikasi:
        for key, texts in sop.identifikasi.langkah:
            for index, text in enumerate(texts):
                yield from _recipient(lingkup, ("identifikasi", "langkah", key, index), text)


def _named(lingkup: RuleContext, loc: Loc, row: WrittenRow) -> Iterator[Finding]:
    """S403: the kegiatan begins with its subject. S408: it says who acts with "oleh"."""
    words = row.data.uraian.casefold()
    actors = {simbol.pelaksana for simbol in row.simbol}
    names = lingkup.jabatan_name
    begins = names.at_start(words)
    by = next((nama for part in re.split(r"(?<![\w-])oleh ", words)[1:] if (nama := names.at_start(part))), None)
    for code, nama, how, remedy in (
        ("S403", begins, "diawali nama", "awali dengan kata kerja; pelaksana cukup tampak dari kolomnya"),
        ("S408", by, "menyebut 'oleh", "hapus 'oleh ...' dan awali dengan kata kerja aktif"),
    ):
        if nama is None:
            continue
        own = bool(names.id[nama] & actors)
        shown = _as_written(row.data.uraian, nama)
        said = f"kegiatan {how} '{shown}'" if code == "S403" else f"kegiatan {how} {shown}'"
        column = "pelaksana langkah ini" if own else "yang bukan pelaksana langkah ini"
        severity: Severity = "saran" if own else "peringatan"
        yield lingkup.finding(code, (*loc, "uraian"), f"{said}, {column}", remedy, severity)


def _as_written(text: str, nama: str) -> str:
    start = text.casefold().find(nama)
    return text[start : start + len(nama)]


def _verb(lingkup: RuleContext, sop: Sop, loc: Loc, row: WrittenRow) -> Iterator[Finding]:
    """S406: the first word is not an active verb. Said of a subject already (S403), not said again."""
    found = re.search(r"[^\W\d_]+", _SYARAT.sub("", row.data.uraian))
    word = found[0].casefold() if found else ""
    active = re.match(r"me[a-z]{3}|ber[a-z]{3}", word) and word not in _BUKAN_KATA_KERJA
    said = says_only_capsule(row.data.uraian)  # A320 says it
    if (
        not word
        or active
        or said
        or word in _KATA_KERJA_DASAR
        or lingkup.jabatan_name.at_start(row.data.uraian.casefold())
    ):
        return
    sure = _KATA_BENDA.fullmatch(word) or word in _BUKAN_KATA_KERJA
    shown = found[0] if found else ""
    yield lingkup.finding(
        "S406",
        (*loc, "uraian"),
        f"kegiatan diawali '{shown}', bukan kata kerja aktif",
        "awali dengan kata kerja berawalan me-, misalnya 'Menyusun' dan bukan 'Penyusunan' atau 'Disusun'",
        severity_of(sop) if sure else "saran",
    )


def _recipient(lingkup: RuleContext, loc: Loc, text: str) -> Iterator[Finding]:
    """S409: the words hand something to a position that no jabatan is called."""
    for match in _PENERIMA.finditer(text):
        said = match[1].casefold()
        units = [unit.nama.casefold() for unit in lingkup.instansi.unit.values()]
        if not lingkup.jabatan_name.at_start(said) and not any(said.startswith(unit) for unit in units):
            message = f"penerima '{match[1]}' tidak dikenal sebagai jabatan"
            remedy = "pakai nama jabatan yang ada, atau tambahkan pada jabatan.yml (atau sebagai 'alias')"
            yield lingkup.finding("S409", loc, message, remedy)
