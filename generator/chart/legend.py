"""What the signs of a chart mean: those that it uses, in the order in which a legend names them."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from generator.chart.draw import FORK, ISI, PUTUS, PUTUS_PANJANG
from generator.chart.router.forks import answers
from generator.steps.graph import Chart, ChartArrow, ChartSymbol, JenisSimbol

SIGN_SIZE = (32, 22)
"""Width and height of a sign's picture (units)."""
DOUBT = "perlu konfirmasi"
_CAPSULE = '<rect x="1" y="4" width="30" height="14" rx="7"'
_DIAMOND = '<polygon points="16,2 31,11 16,20 1,11"'
_BOX = '<rect x="2" y="3" width="28" height="16"'
_LINE = '<path d="M1 11H31"'
_DASHES = f' stroke-dasharray="{PUTUS}"'
_OPTIONAL = f'<path d="M1 11H23" stroke-dasharray="{PUTUS_PANJANG}"/><path d="M31 11L23 7.6V14.4Z"/>'
_CABANG = "cabang"
_PARTED = (
    '<path d="M1 11H12M12 4V18M12 4H24M12 18H24"/>'
    f'<g fill="currentColor" stroke="none"><circle cx="12" cy="11" r="{FORK + 0.6:g}"/>'
    '<path d="M31 4L24 1V7Z"/><path d="M31 18L24 15V21Z"/></g>'
)
_QUESTION = (
    '<text x="16" y="15.4" text-anchor="middle" font-size="12.5" font-weight="bold" stroke="none" '
    'fill="currentColor">?</text>'
)


class Sign(NamedTuple):
    """A sign: its kind, its shape as SVG without colours (drawn in lines of the current stroke), what it means, and a
    symbol or arrow that it stands for, which paper draws as it draws those of the chart."""

    kind: str
    shape: str
    words: str
    example: ChartSymbol | ChartArrow

    @property
    def doubtful(self) -> bool:
        """Whether what it marks is still to be confirmed."""
        return self.example.perkiraan

    @property
    def parted(self) -> bool:
        """Whether it is the point at which such arrows part."""
        return self.kind == _CABANG

    @property
    def text(self) -> str:
        """All its words in one line."""
        return f"{self.words}, {DOUBT}" if self.doubtful else self.words


def signs_of(bagan: Chart) -> list[Sign]:
    """The signs of this chart; only those that it uses."""
    alur, line = bagan.alur, partial(ChartArrow, "", "")

    def symbol(kind: JenisSimbol, shape: str, words: str) -> tuple[Sign, bool]:
        fill = f' fill="{ISI[kind]}"' if bagan.simbol_berisi else ""
        sign = Sign(kind, f"{shape}{fill}/>", words, ChartSymbol("", kind, 0, 0, ""))
        return sign, any(s.jenis == kind for s in bagan.simbol)

    doubted = ChartSymbol("", "proses", 0, 0, "", perkiraan=True)
    signs = [
        symbol("terminator", _CAPSULE, "Mulai, selesai"),
        symbol("proses", _BOX, "Kegiatan"),
        symbol("keputusan", _DIAMOND, "Keputusan"),
        (
            Sign("bersama", f"{_LINE}/>", "Dikerjakan bersama", line(bersama=True)),
            any(a.bersama and not a.atau for a in alur),
        ),
        (Sign("atau", f"{_LINE}{_DASHES}/>", "Salah satu", line(bersama=True, atau=True)), any(a.atau for a in alur)),
        (Sign(_CABANG, _PARTED, "Semua jalan ditempuh", line()), bool(answers(alur))),
        (Sign("opsional", _OPTIONAL, "Jalan opsional", line(opsional=True)), any(a.opsional for a in alur)),
        (
            Sign("perkiraan", f"{_BOX}{_DASHES}/>{_QUESTION}", "Pelaksana perkiraan", doubted),
            any(s.perkiraan for s in bagan.simbol),
        ),
        (
            Sign("perkiraan", f"{_LINE}{_DASHES}/>", "Alur perkiraan", line(perkiraan=True)),
            any(a.perkiraan for a in alur),
        ),
    ]
    return [sign for sign, used in signs if used]
