"""The agency's paper with its margins (mm)."""

from __future__ import annotations

from generator.data.instansi import Instansi, Margin
from generator.data.paper_size import PAPER_SIZES, Lembar

KAKI_QR = 25.0
"""The least room below the text where the foot holds a QR code of 18 mm and printers leave the edge blank (mm)."""


def upright_sheet(instansi: Instansi) -> Lembar:
    """The agency's paper, upright."""
    width, height = PAPER_SIZES[instansi.kertas]
    m: Margin = instansi.margin
    return Lembar(width, height, m.atas, m.kanan, _foot(instansi, m.bawah), m.kiri)


def lying_sheet(instansi: Instansi) -> Lembar:
    """The agency's paper, lying: the upright sheet turned by a quarter, so that the binding edge is at the top."""
    width, height = PAPER_SIZES[instansi.kertas]
    m: Margin = instansi.margin
    return Lembar(height, width, m.kiri, m.atas, _foot(instansi, m.kanan), m.bawah)


def _foot(instansi: Instansi, margin: float) -> float:
    """The margin below the text, which also holds the foot."""
    return max(margin, KAKI_QR) if instansi.alamat_situs else margin


A4_PERIKSA = Lembar(210, 297, 12, 14, 17, 14)
"""The paper of every checklist, whatever the agency's documents are printed on: it is what printers hold."""
