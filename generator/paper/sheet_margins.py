"""The agency's paper with its margins (mm)."""

from __future__ import annotations

from generator.data.instansi import Instansi, Margin
from generator.data.paper_size import PAPER_SIZES, Lembar

_AROUND_CODE = 0.7 + 4.5
"""Above the QR code in a foot, and below it, where printers leave the edge blank (mm)."""


def upright_sheet(instansi: Instansi, code: float) -> Lembar:
    """The agency's paper, upright; ``code``: the side of the QR code in its foot (mm), 0 = it has none."""
    width, height = PAPER_SIZES[instansi.kertas]
    m: Margin = instansi.margin
    return Lembar(width, height, m.atas, m.kanan, foot_room(m.bawah, code), m.kiri)


def lying_sheet(instansi: Instansi, code: float) -> Lembar:
    """The agency's paper, lying: the upright sheet turned by a quarter, so that the binding edge is at the top."""
    width, height = PAPER_SIZES[instansi.kertas]
    m: Margin = instansi.margin
    return Lembar(height, width, m.kiri, m.atas, foot_room(m.kanan, code), m.bawah)


def foot_room(margin: float, code: float) -> float:
    """The margin below the text, which also holds the foot with its code, or none of the side 0."""
    return max(margin, code + _AROUND_CODE) if code else margin


A4_PERIKSA = Lembar(210, 297, 12, 14, 17, 14)
"""The paper of every checklist, whatever the agency's documents are printed on: it is what printers hold."""
