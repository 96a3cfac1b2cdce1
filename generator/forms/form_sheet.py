"""The paper of a blank form: one answer for its PDF, its workbook, its web print, and what the pages say of it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.data.formulir import Formulir
from generator.data.instansi import Instansi, NamaKertas
from generator.data.paper_size import PAPER_SIZES, Lembar

_MARGINS = {"tegak": (12.0, 14.0, 17.0, 20.0), "mendatar": (20.0, 10.0, 15.0, 10.0)}
"""Above, right, below and left, as the reader holds the sheet (mm); the foot stands in the one below, and 20 mm are
left where sheets are bound: left, or above where the sheet lies."""
_FOOT_WITH_CODE = 24.0
"""The margin below where the foot holds the code for checking a print (mm)."""


_AROUND_CODE = 0.7 + 3.5
"""Above that code, and below it, where printers leave the edge blank (mm)."""


@dataclass(frozen=True, slots=True)
class FormSheet(Lembar):
    """A sheet of a form. ``kertas``: what printers call it; ``arah``: tegak or mendatar."""

    kertas: NamaKertas
    arah: str

    @property
    def spoken(self) -> str:
        """The paper in the reader's words: "F4 tegak"."""
        return f"{self.kertas} {self.arah}"

    def code_in_foot(self, side: float) -> float:
        """The side of a code in the foot (mm), which elsewhere has ``side``: as much of it as has room there."""
        return min(side, self.bawah - _AROUND_CODE)


def form_sheet(instansi: Instansi, formulir: Formulir) -> FormSheet:
    """The agency's paper as the form lies on it, with the margins of a form."""
    width, height = PAPER_SIZES[instansi.kertas]
    if formulir.arah == "mendatar":
        width, height = height, width
    above, right, below, left = _MARGINS[formulir.arah]
    below = _FOOT_WITH_CODE if instansi.alamat_situs else below
    return FormSheet(width, height, above, right, below, left, instansi.kertas, formulir.arah)
