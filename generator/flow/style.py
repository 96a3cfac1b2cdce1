"""The measures of a chart's drawing: symbols, clearances and label type. Unit: px of the screen = SVG user unit."""

from __future__ import annotations

from dataclasses import dataclass

from generator.flow.graph import Bagan, JenisSimbol


@dataclass(frozen=True, slots=True)
class Gaya:
    """One set of measures. Symbols keep these sizes in every output; only lines stretch.

    ``jarak_*`` is the room beside a symbol that is always kept free, ``jejak_*`` the distance between two
    parallel lines (x: side by side, y: one above the other), ``bebas_y`` the room for an arrowhead between a
    symbol and the nearest line above or below it.
    """

    terminator: tuple[float, float]
    proses: tuple[float, float]
    keputusan: tuple[float, float]
    konektor: tuple[float, float]
    jarak_x: float
    jarak_y: float
    bebas_x: float
    bebas_y: float
    jejak_x: float
    jejak_y: float
    huruf_label: float
    panah: float

    def ukuran(self, jenis: JenisSimbol) -> tuple[float, float]:
        """Width and height of a symbol."""
        return {"terminator": self.terminator, "proses": self.proses, "keputusan": self.keputusan}[jenis]

    @property
    def terbesar(self) -> tuple[float, float]:
        """Width and height that every symbol fits in."""
        lebar, tinggi = zip(self.terminator, self.proses, self.keputusan, strict=True)
        return max(lebar), max(tinggi)


LAPANG = Gaya(
    terminator=(46, 24), proses=(44, 26), keputusan=(50, 30), konektor=(24, 26), jarak_x=14, jarak_y=9,
    bebas_x=4, bebas_y=6, jejak_x=5, jejak_y=4.5, huruf_label=11, panah=7,
)  # fmt: skip
RAPAT = Gaya(
    terminator=(38, 20), proses=(36, 22), keputusan=(42, 26), konektor=(22, 24), jarak_x=12, jarak_y=9,
    bebas_x=3, bebas_y=6, jejak_x=4.5, jejak_y=4.5, huruf_label=10, panah=6.5,
)  # fmt: skip
#: From this number of pelaksana on, the symbols are drawn smaller, so that the table still fits a page.
BANYAK_KOLOM = 7


def gaya_untuk(bagan: Bagan) -> Gaya:
    """The measures that suit the number of columns."""
    return RAPAT if len(bagan.kolom) >= BANYAK_KOLOM else LAPANG
