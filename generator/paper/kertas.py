"""Sizes of paper, and the room that an agency's margins leave on it (mm)."""

from __future__ import annotations

from dataclasses import dataclass

from generator.data.instansi import Instansi, Margin
from generator.data.paper_size import PAPER_SIZES

UKURAN = PAPER_SIZES
"""Width and height of upright paper."""


KAKI_QR = 25.0
"""The least room below the text where the foot holds a QR code of 18 mm and printers leave the edge blank (mm)."""


@dataclass(frozen=True, slots=True)
class Lembar:
    """A sheet: its size and margins. ``atas`` ... are the margins as the reader holds the sheet."""

    lebar: float
    tinggi: float
    atas: float
    kanan: float
    bawah: float
    kiri: float

    @property
    def ruang(self) -> tuple[float, float]:
        """Width and height between the margins."""
        return self.lebar - self.kiri - self.kanan, self.tinggi - self.atas - self.bawah

    def to_data(self) -> dict[str, float]:
        """For the template."""
        return {name: getattr(self, name) for name in ("lebar", "tinggi", "atas", "kanan", "bawah", "kiri")}


def tegak(instansi: Instansi) -> Lembar:
    """The agency's paper, upright."""
    width, height = UKURAN[instansi.kertas]
    m: Margin = instansi.margin
    return Lembar(width, height, m.atas, m.kanan, _foot(instansi, m.bawah), m.kiri)


def mendatar(instansi: Instansi) -> Lembar:
    """The agency's paper, lying: the upright sheet turned by a quarter, so that the binding edge is at the top."""
    width, height = UKURAN[instansi.kertas]
    m: Margin = instansi.margin
    return Lembar(height, width, m.kiri, m.atas, _foot(instansi, m.kanan), m.bawah)


def _foot(instansi: Instansi, margin: float) -> float:
    """The margin below the text, which also holds the foot."""
    return max(margin, KAKI_QR) if instansi.alamat_situs else margin


A4_PERIKSA = Lembar(210, 297, 12, 14, 17, 14)
"""The paper of every checklist, whatever the agency's documents are printed on: it is what printers hold."""
