"""Findings about data that can be read but not meant: one module for each family of rules.

Most rules look at one file (``ATURAN_SOP``, ``ATURAN_FORMULIR``). They get all that they may ask as a ``Lingkup``, so
what they found in a file that did not change is kept as long as the answers are the same. What is left (``UMUM``) looks
at the library as a whole and is asked every time.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from generator.check.alur import check_alur
from generator.check.bentuk import check_bentuk
from generator.check.dasar import DASAR
from generator.check.formulir import check_formulir
from generator.check.huruf import check_gambar, check_huruf
from generator.check.kata import check_html, check_kata
from generator.check.kegiatan import check_kegiatan
from generator.check.lingkup import Lingkup, Pustaka
from generator.check.nama_terbit import check_nama_terbit
from generator.check.pemakaian import check_label, check_tak_dipakai, check_tautan
from generator.check.peraturan import check_dasar_hukum, check_peraturan
from generator.check.revisi import check_revisi
from generator.check.rujukan import check_logo, check_rujukan
from generator.check.standar import check_lambang, check_standar
from generator.check.tanggal import DENGAN_HARI, check_hari, check_nomor, check_tanggal
from generator.check.terima import accept
from generator.check.tingkat import semua_teks
from generator.check.waktu import check_waktu
from generator.check.warna import check_warna
from generator.data.formulir import Formulir
from generator.data.proyek import Proyek, file_of
from generator.data.simpanan import Diperiksa, Simpanan
from generator.data.sop import Sop
from generator.data.source import Source
from generator.findings import Finding

ATURAN_SOP = (
    check_rujukan, check_alur, check_bentuk, check_standar, check_kegiatan, check_tautan, check_dasar_hukum,
    check_tanggal, check_waktu, check_kata,
)  # fmt: skip
ATURAN_FORMULIR = (check_formulir, check_label)
UMUM = (
    check_logo, check_gambar, check_lambang, check_warna, check_peraturan, check_tak_dipakai, check_nomor, check_revisi,
    check_nama_terbit,
)  # fmt: skip


def check(proyek: Proyek, hari: datetime.date | None = None, simpanan: Simpanan | None = None) -> list[Finding]:
    """Every finding about ``proyek``, of all families. ``hari``: the day of the check, for the rules that need one.

    ``simpanan``: what was found before; it takes up what is found now.
    """
    pustaka, known = Pustaka(proyek), simpanan or Simpanan()
    models: dict[str, Sop | Formulir] = {file_of("sop", slug): sop for slug, sop in proyek.sop.items()}
    models |= {file_of("formulir", slug): formulir for slug, formulir in proyek.formulir.items()}
    found = [f for source in proyek.sumber.values() for f in _of_file(pustaka, source, models, known)]
    found += [finding for rule in UMUM for finding in rule(proyek)]
    found += check_hari(proyek, hari) if hari is not None else ()
    return accept(proyek, found, DENGAN_HARI if hari is None else ())


def _of_file(
    pustaka: Pustaka, source: Source, models: dict[str, Sop | Formulir], simpanan: Simpanan
) -> tuple[Finding, ...]:
    """What the rules about one file find, now or when they were asked last."""
    kept = simpanan.checked(source)
    if kept is None or not pustaka.masih(kept):
        lingkup = Lingkup(pustaka, source)
        found = tuple(_asked(lingkup, models.get(source.file)))
        kept = Diperiksa(pustaka.keadaan, lingkup.jawaban, found)
        simpanan.note(source, kept)
    return kept.temuan


def _asked(lingkup: Lingkup, model: Sop | Formulir | None) -> Iterator[Finding]:
    teks = semua_teks(lingkup.sumber.value)
    yield from check_huruf(lingkup.sumber, teks)
    yield from check_html(lingkup.sumber, teks)
    if isinstance(model, Sop):
        for rule in ATURAN_SOP:
            yield from rule(lingkup, model)
    elif isinstance(model, Formulir):
        for rule_of_form in ATURAN_FORMULIR:
            yield from rule_of_form(lingkup, model)


def with_dasar(finding: Finding) -> Finding:
    """The finding with the words of the standard that it rests on."""
    return replace(finding, dasar=DASAR.get(finding.code, ""))
