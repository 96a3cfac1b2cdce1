"""The agency's accent colour (code S412): it must be readable on white."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rules import rule
from generator.data.colour import KONTRAS, contrast, on_light
from generator.data.library import Library
from generator.findings import Finding


@rule("S412", "peringatan", of="pustaka")
def check_colour(proyek: Library) -> Iterator[Finding]:
    """An accent that is too pale; until it is changed the site takes a darker shade of it."""
    warna = proyek.instansi.warna
    shown = on_light(warna).warna if warna else None
    if warna and shown != warna:
        against = min(contrast(warna, ground) for ground in ("#ffffff", on_light(warna).latar))
        ratio = f"{int(against * 10) / 10:.1f}".replace(".", ",")
        least = f"{KONTRAS}".replace(".", ",")
        yield proyek.finding(
            "instansi.yml",
            "S412",
            ("warna",),
            f"warna '{warna}' terlalu pucat untuk tulisan: kontrasnya {ratio} : 1, paling sedikit {least} : 1",
            f"pakai warna yang lebih tua, misalnya '{shown}', yang sekarang dipakai situs",
        )
