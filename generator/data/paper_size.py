"""Sizes of paper, and a sheet with its margins (mm)."""

from __future__ import annotations

from dataclasses import dataclass

PAPER_SIZES = {"F4": (215.0, 330.0), "A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
"""Width and height of upright paper (mm), by the names that an agency may choose from."""


@dataclass(frozen=True, slots=True)
class Lembar:
    """A sheet: its size and margins (mm). ``atas`` ... are the margins as the reader holds the sheet."""

    lebar: float
    tinggi: float
    atas: float
    kanan: float
    bawah: float
    kiri: float

    @property
    def room(self) -> tuple[float, float]:
        """Width and height between the margins (mm)."""
        return self.lebar - self.kiri - self.kanan, self.tinggi - self.atas - self.bawah

    def to_data(self) -> dict[str, float]:
        """For the template."""
        return {name: getattr(self, name) for name in ("lebar", "tinggi", "atas", "kanan", "bawah", "kiri")}
