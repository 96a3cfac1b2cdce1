"""The charts of an SOP as files: pictures, BPMN, swimlane with its DOT source."""

from __future__ import annotations

from collections.abc import Iterator

from generator.declared import SiteFile, output
from generator.flow.graph import Bagan
from generator.flow.susunan import SopTersusun
from generator.flow.svg import draw
from generator.outputs import bpmn, lajur
from generator.outputs.png import to_png


@output("sop", 10)
def chart_files(sop: SopTersusun) -> Iterator[SiteFile]:
    """The files of each procedure; where there are several, their words say which."""
    for number, prosedur in enumerate(sop.prosedur, start=1):
        which = f" prosedur {number}" if len(sop.prosedur) > 1 else ""
        yield from _of_chart(f"sop/{sop.slug}", sop.data.judul, which, prosedur.bagan)


def _of_chart(key: str, nama: str, which: str, bagan: Bagan) -> Iterator[SiteFile]:
    path, svg = f"{key}/{bagan.id}", draw(bagan)
    yield SiteFile(f"{path}.svg", svg.encode(), key, f"Bagan{which}", "SVG")
    yield SiteFile(f"{path}.png", to_png(svg), key, f"Bagan{which}", "PNG")
    yield SiteFile(f"{path}.bpmn", bpmn.write(bagan, nama).encode(), key, f"Bagan{which}", "BPMN")
    yield SiteFile(f"{path}-lajur.svg", lajur.draw(bagan).encode(), key, f"Bagan lajur{which}", "SVG")
    yield SiteFile(f"{path}-lajur.dot", lajur.dot(bagan).encode(), key, f"Bagan lajur{which}", "DOT")
