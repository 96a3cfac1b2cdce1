"""What the signs of a chart mean: those that it uses, in the order in which a legend names them."""

from __future__ import annotations

from typing import NamedTuple

from generator.chart.draw import ISI, PUTUS, PUTUS_PANJANG
from generator.steps.graph import Chart

SIGN_SIZE = (32, 22)
"""Width and height of a sign's picture (units)."""
DOUBT = "perlu konfirmasi"
_CAPSULE = '<rect x="1" y="4" width="30" height="14" rx="7"'
_DIAMOND = '<polygon points="16,2 31,11 16,20 1,11"'
_BOX = '<rect x="2" y="3" width="28" height="16"'
_LINE = '<path d="M1 11H31"'
_DASHES = f' stroke-dasharray="{PUTUS}"'
_OPTIONAL = f'<path d="M1 11H23" stroke-dasharray="{PUTUS_PANJANG}"/><path d="M31 11L23 7.6V14.4Z"/>'
_QUESTION = (
    '<text x="16" y="15.4" text-anchor="middle" font-size="12.5" font-weight="bold" stroke="none" '
    'fill="currentColor">?</text>'
)


class Sign(NamedTuple):
    """A sign: its kind, its shape as SVG without colours (drawn in lines of the current stroke), what it means, and
    whether what it marks is still to be confirmed."""

    kind: str
    shape: str
    words: str
    doubtful: bool = False


def signs_of(bagan: Chart) -> list[Sign]:
    """The signs of this chart; only those that it uses."""
    kinds = {simbol.jenis for simbol in bagan.simbol}
    paint = {jenis: f' fill="{colour}"' if bagan.simbol_berisi else "" for jenis, colour in ISI.items()}
    shared = [alur for alur in bagan.alur if alur.bersama]
    signs = [
        (Sign("terminator", f"{_CAPSULE}{paint['terminator']}/>", "Mulai, selesai"), "terminator" in kinds),
        (Sign("proses", f"{_BOX}{paint['proses']}/>", "Kegiatan"), "proses" in kinds),
        (Sign("keputusan", f"{_DIAMOND}{paint['keputusan']}/>", "Keputusan"), "keputusan" in kinds),
        (Sign("bersama", f"{_LINE}/>", "Dikerjakan bersama"), not all(alur.atau for alur in shared)),
        (Sign("atau", f"{_LINE}{_DASHES}/>", "Salah satu"), any(alur.atau for alur in bagan.alur)),
        (Sign("opsional", _OPTIONAL, "Jalan opsional"), any(alur.opsional for alur in bagan.alur)),
        (
            Sign("perkiraan", f"{_BOX}{_DASHES}/>{_QUESTION}", "Pelaksana perkiraan", True),
            any(simbol.perkiraan for simbol in bagan.simbol),
        ),
        (Sign("perkiraan", f"{_LINE}{_DASHES}/>", "Alur perkiraan", True), any(alur.perkiraan for alur in bagan.alur)),
    ]  # fmt: skip
    return [sign for sign, used in signs if used]
