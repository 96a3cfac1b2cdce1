"""What the title of a regulation says by itself: how high it stands and of which year it is."""

from __future__ import annotations

import re

_JENIS = (
    r"undang-undang dasar",
    r"ketetapan (?:majelis|mpr)",
    r"undang-undang|peraturan pemerintah pengganti",
    r"peraturan pemerintah",
    r"peraturan presiden",
    r"(?:keputusan|instruksi) presiden",
    r"(?:peraturan|keputusan) (?:bersama )?(?:menteri|kepala badan|badan|kepala lembaga|lembaga|kepala arsip|arsip)",
    r"peraturan daerah provinsi",
    r"peraturan gubernur",
    r"peraturan daerah",
    r"peraturan (?:bupati|wali ?kota)",
    r"keputusan (?:gubernur|bupati|wali ?kota|kepala|sekretaris)",
)
"""How a title begins, the highest kind first. The first that fits counts."""


def rank_of(judul: str) -> int | None:
    """How high a regulation stands (0 = highest), from the first words of its title; None where unknown."""
    words = " ".join(judul.casefold().split())
    return next((rank for rank, kind in enumerate(_JENIS) if re.match(rf"(?:{kind})\b", words)), None)


def year_of(judul: str) -> int | None:
    """The year of a regulation: "Tahun 2014", or the end of a number such as PER/9/M.PAN/5/2007."""
    found = re.search(r"\bTahun (\d{4})\b", judul, re.IGNORECASE) or re.search(r"/(\d{4})\b", judul)
    return int(found[1]) if found else None
