"""What an SOP says and hardly means (codes A319-A322, K820, K821): the sense of answers, rows without an activity,
arrows without a word, several activities in one row, documents from nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.rule_context import RuleContext
from generator.check.rules import rule
from generator.check.severity import box_lists, rows, severity_of
from generator.data.langkah import SELESAI, SimbolData, Target
from generator.data.sop import Sop
from generator.findings import Finding, Severity
from generator.reading.source import Loc
from generator.steps.rows import WrittenDiagram, WrittenRow, diagrams, kind_of, targets

_GOOD = re.compile(
    r"\b(?:(?:ter)?lengkap|kelengkapan|benar|kebenaran|(?:ke)?sesuai(?:an)?|layak|kelayakan|memenuhi|terpenuhi|sah|"
    r"keabsahan|valid|(?:di|men?y?e?)?setuju(?:i)?|diterima|cocok|tepat|lulus)\b"
)
_NOT = re.compile(
    r"\b(?:tidak|tdk|belum|blm|kurang|bukan|tanpa)(?: \w+)? (?=(?:ter)?lengkap|benar|sesuai|layak|memenuhi|"
    r"terpenuhi|sah|valid|setuju|disetujui|diterima|cocok|tepat|lulus)"
)
_BAD = re.compile(
    r"\b(?:kesalahan|kekurangan|kekeliruan|perbaikan|(?:di)?perbaiki|(?:di)?revisi|ralat|salah|keliru|kurang|"
    r"(?:di)?tolak|dikembalikan|(?:di)?koreksi|cacat|rusak|keberatan|sanggahan)\b"
)
_CHECKS = re.compile(r"(?:memeriksa|meneliti|memverifikasi|mengecek|menyetujui|memvalidasi|menelaah|memastikan)\b")
_YES, _NO = {"ya", "y", "iya", "yes", "sudah"}, {"tidak", "tdk", "tak", "t", "no", "belum", "blm"}
_CAPSULE_WORDS = {
    "mulai", "memulai", "dimulai", "start", "begin", "awal", "selesai", "berakhir", "akhir", "finish", "finished",
    "end", "stop", "tamat",
}  # fmt: skip
_AROUND = {"proses", "kegiatan", "prosedur", "sop", "pekerjaan", "alur", "pelaksanaan", "langkah", "dan", "atau", "the"}
"""Words that add no activity to one of them: "Proses selesai"."""
_VERB = r"(?:me[a-z]{3,}|ber[a-z]{3,})"
_AGAIN = re.compile(rf"(?:[,;.]|\bdan\b|\bserta\b|\bdan/atau\b|\batau\b|\n)\s*(?:\d+[.)]\s*)?({_VERB})\b")
_THEN = re.compile(rf"\b(?:lalu|kemudian|selanjutnya|setelah itu|sesudah itu|seterusnya)\b,?\s+(?:\w+\s+)?({_VERB})\b")
_NO_VERBS = {
    "berkas", "berita", "berikut", "beserta", "bersama", "berdasarkan", "berapa", "berupa", "berbagai", "menteri",
    "media", "meja", "mesin", "memo", "memorandum", "metode", "menurut", "melalui", "mengenai", "menjadi",
}  # fmt: skip
_BRINGS = re.compile(
    r"(?:mengumpulkan|menerima|meminta|menyiapkan|mempersiapkan|mencari|mengambil|membeli|mengunduh|memperoleh|"
    r"mendatangkan|menghimpun)\b"
)
"""Activities by which documents come in from outside."""
MOST_ACTS = 2
"""Activities that one row may name: "Menerima dan mencatat surat" is usual."""
LONELY = 5
"""Rows from which on it is odd that one actor does them all."""


@rule(
    "A319",
    "peringatan",
    "saran",
    basis="simbol: belah ketupat adalah keputusan, jalan keluarnya berlabel, lazimnya Ya dan Tidak",
)
@rule("A320", "peringatan", "saran", basis="simbol: kapsul adalah kegiatan pertama dan terakhir")
@rule("A321", "saran")
@rule("K820", "saran")
def check_sense(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """Every row of an SOP."""
    for diagram in diagrams(sop):
        place = targets(diagram.baris)
        row_of = {simbol.id: row.urut for row in diagram.baris for simbol in row.simbol}
        for row in diagram.baris:
            loc = (*diagram.place, row.urut)
            yield from _only_capsule(lingkup, sop, loc, row)
            yield from _acts(lingkup, loc, row)
            for index, simbol in enumerate(row.simbol):
                at = (*loc, *(("simbol", index) if row.data.simbol else ()))
                if kind_of(row, index, len(diagram.baris)) == "keputusan":
                    goes = {ke: row_of[id] for ke, id in place.items()}
                    yield from _answers(lingkup, at, row, simbol, goes)
                else:
                    yield from _silent_fork(lingkup, at, row, simbol)


def says_only_capsule(text: str) -> bool:
    """Whether a row says no activity: "Mulai", "(START)", "Proses selesai."."""
    words = re.findall(r"[a-z]+", text.casefold())
    return bool(set(words) & _CAPSULE_WORDS) and set(words) <= _CAPSULE_WORDS | _AROUND


def _only_capsule(lingkup: RuleContext, sop: Sop, loc: Loc, row: WrittenRow) -> Iterator[Finding]:
    """A320: a row that is no activity, only the beginning or the end."""
    if says_only_capsule(row.data.uraian):
        message = f"baris '{row.data.uraian}' bukan kegiatan; mulai dan selesai sudah tampak dari simbol kapsul"
        remedy = "hapus baris ini; kegiatan pertama dan terakhir sendiri yang menjadi kapsul"
        yield lingkup.finding("A320", (*loc, "uraian"), message, remedy, severity_of(sop))


def _acts(lingkup: RuleContext, loc: Loc, row: WrittenRow) -> Iterator[Finding]:
    """K820: several activities in one row."""
    text = row.data.uraian.casefold()
    first = re.match(rf"(?:\d+[.)]\s*)?({_VERB})\b", text)
    later = [verb for verb in _AGAIN.findall(text) if verb not in _NO_VERBS]
    then = [verb for verb in _THEN.findall(text) if verb not in _NO_VERBS]
    if not first or (1 + len(later) <= MOST_ACTS and not then):
        return
    verbs = list(dict.fromkeys([first[1], *later, *then]))
    if len(verbs) < 2 or len(row.data.simbol) >= len(verbs):  # each with a symbol of its own
        return
    message = f"satu baris memuat beberapa kegiatan: {', '.join(verbs)}"
    remedy = "tulis setiap kegiatan sebagai langkah sendiri, dengan pelaksana, waktu, dan outputnya"
    yield lingkup.finding("K820", (*loc, "uraian"), message, remedy)


def _silent_fork(lingkup: RuleContext, loc: Loc, row: WrittenRow, simbol: SimbolData) -> Iterator[Finding]:
    """A321: several arrows out of a box, and no word for when each is taken; that it may be left out is one."""
    usual = [target for target in simbol.lanjut if not target.opsional]
    if len(usual) > 1 and any(target.label is None for target in usual):
        message = f"{len(usual)} panah keluar dari langkah {row.no or row.urut + 1} tanpa label"
        remedy = (
            "beri setiap panah label: syaratnya bila hanya satu yang ditempuh (lebih baik sebagai 'keputusan'), "
            "atau kata seperti 'serentak' bila semuanya dikerjakan"
        )
        yield lingkup.finding("A321", (*loc, "lanjut"), message, remedy)


def _answers(
    lingkup: RuleContext, loc: Loc, row: WrittenRow, simbol: SimbolData, goes: dict[str, int]
) -> Iterator[Finding]:
    """A319: the good answer leads back, and the bad one onward."""
    asked, sure = _question(simbol.teks or "", row.data.uraian)
    back: dict[bool, list[bool]] = {True: [], False: []}
    said: dict[bool, str] = {}
    for target in (*simbol.keputusan, *simbol.lanjut):
        good, own = _sense(target, asked)
        if good is None or (target.ke != SELESAI and target.ke not in goes):
            continue
        sure = sure or own
        back[good].append(target.ke != SELESAI and goes[target.ke] < row.urut)
        said[good] = target.label or ""
    if not (back[True] and back[False] and all(back[True]) and not any(back[False])):
        return
    message = f"jalan keluar '{said[True]}' kembali, sedangkan '{said[False]}' berlanjut; keduanya tampak tertukar"
    remedy = f"periksa arah '{said[True]}' dan '{said[False]}', lalu tukar tujuannya bila memang tertukar"
    severity: Severity = "peringatan" if sure else "saran"
    yield lingkup.finding("A319", (*loc, "keputusan" if simbol.keputusan else "lanjut"), message, remedy, severity)


def _question(teks: str, uraian: str) -> tuple[bool | None, bool]:
    """Whether Ya is the good answer (None = it is not clear), and whether it is asked in so many words."""
    for words in (teks.casefold(), uraian.casefold()):
        found = re.search(r"\bapa(?:kah)?\b(.*)", words, re.DOTALL)
        clause = found[1] if found else words if "?" in words else ""
        if clause:
            good = _good(clause)
            return good, good is not None
    words = uraian.casefold()
    checks = _CHECKS.match(words) and not _BAD.search(words) and not _NOT.search(words)
    return (True, False) if checks else (None, False)


def _good(words: str) -> bool | None:
    """Whether the words say that all is well, or that it is not; None where they say neither or both."""
    bad = bool(_NOT.search(words) or _BAD.search(_NOT.sub("", words)))
    good = bool(_GOOD.search(re.sub(rf"{_NOT.pattern}\w+", "", words)))
    return None if bad == good else good


def _sense(target: Target, asked: bool | None) -> tuple[bool | None, bool]:
    """Whether an exit is the good one, and whether its label says so by itself."""
    label = (target.label or "").casefold().strip(" .!")
    if label in _YES | _NO:
        return (None, False) if asked is None else ((label in _YES) == asked, False)
    good = _good(label)
    return good, good is not None


@rule("A322", "saran", needs=("jabatan.yml",))
def _lonely(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """A322: one actor does the whole SOP."""
    every = [row for _, row in rows(sop)]
    actors = {id for row in every for id in row.pelaksana}
    columns = {id for diagram in diagrams(sop) for id in diagram.kolom}
    if len(every) >= LONELY and len(actors) == 1 and columns == actors:
        (actor,) = actors
        name = lingkup.jabatan[actor].nama if actor in lingkup.jabatan else actor
        message = f"seluruh {len(every)} langkah dikerjakan satu pelaksana, {name}"
        remedy = "periksa siapa yang menerima, memeriksa, atau mengesahkan hasilnya, lalu beri kolom sendiri"
        yield lingkup.finding("A322", ("pelaksana",), message, remedy)


@rule("K821", "saran", needs=("jabatan.yml",))
def _from_nowhere(lingkup: RuleContext, sop: Sop) -> Iterator[Finding]:
    """K821: documents that a step needs, and no step before it or box of the SOP gives. Once for each procedure."""
    boxes = (sop.judul, *(text for _, items in box_lists(sop) for text in items))
    for diagram in diagrams(sop):
        known = set().union(*map(_words, boxes))
        missing: list[tuple[Loc, str, str]] = []
        for row in diagram.baris:
            known |= _words(row.data.uraian)
            needs = row.data.mutu_baku.kelengkapan
            if row.urut and not _enters(lingkup, diagram, row):
                missing += [
                    ((*diagram.place, row.urut, "mutu_baku", "kelengkapan", index), row.no or str(row.urut + 1), item)
                    for index, item in enumerate(needs)
                    if _words(item) and not _words(item) & known and not lingkup.form_titled(item)
                ]
            for text in (*needs, *row.data.mutu_baku.output, *row.data.keterangan):
                known |= _words(text)
        if missing:
            shown = ", ".join(f"'{item}' (langkah {no})" for _, no, item in missing[:3])
            more = f", dan {len(missing) - 3} lagi" if len(missing) > 3 else ""
            message = f"kelengkapan tidak dihasilkan langkah sebelumnya: {shown}{more}"
            remedy = "sebutkan pada output langkah yang menghasilkannya, atau pada 'peralatan' bila sudah tersedia"
            yield lingkup.finding("K821", missing[0][0], message, remedy)


def _enters(lingkup: RuleContext, diagram: WrittenDiagram, row: WrittenRow) -> bool:
    """Whether something may come in here from outside: by an outsider or a system, by an activity that brings it
    in, or where the flow begins anew."""
    kinds = {kind_of(row, index, len(diagram.baris)) for index in range(len(row.simbol))}
    outside = any(
        lingkup.jabatan[simbol.pelaksana].jenis in ("luar", "sistem")
        for simbol in row.simbol
        if simbol.pelaksana in lingkup.jabatan
    )
    return outside or "mulai" in kinds or bool(_BRINGS.match(row.data.uraian.casefold()))


def _words(text: str) -> set[str]:
    """The words of a text that name something."""
    return set(re.findall(r"[^\W\d_]{4,}", text.casefold())) - _SAY_NOTHING


_SAY_NOTHING = {"yang", "dari", "untuk", "pada", "dengan", "kepada", "oleh", "atas", "dokumen", "berkas"}
