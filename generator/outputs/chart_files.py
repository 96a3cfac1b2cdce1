"""The charts of an SOP as files: pictures, BPMN, swimlane with its DOT source."""

from __future__ import annotations

from collections.abc import Iterator

from generator.chart.svg import draw
from generator.declared import SiteFile, output
from generator.outputs import bpmn_xml, swimlane
from generator.outputs.png import to_png
from generator.steps.graph import Chart
from generator.steps.resolve import ResolvedSop


@output("sop", 10)
def chart_files(sop: ResolvedSop) -> Iterator[SiteFile]:
    """The files of each procedure; where there are several, their words say which."""
    for number, prosedur in enumerate(sop.prosedur, start=1):
        which = f" prosedur {number}" if len(sop.prosedur) > 1 else ""
        yield from _of_chart(f"sop/{sop.slug}", sop.data.judul, which, prosedur.bagan)


def _of_chart(key: str, nama: str, which: str, bagan: Chart) -> Iterator[SiteFile]:
    path, svg = f"{key}/{bagan.id}", draw(bagan)
    yield SiteFile(f"{path}.svg", svg.encode(), key, f"Bagan{which}", "SVG")
    yield SiteFile(f"{path}.png", to_png(svg), key, f"Bagan{which}", "PNG")
    yield SiteFile(f"{path}.bpmn", bpmn_xml.write(bagan, nama).encode(), key, f"Bagan{which}", "BPMN")
    yield SiteFile(f"{path}-lajur.svg", swimlane.draw(bagan).encode(), key, f"Bagan lajur{which}", "SVG")
    yield SiteFile(f"{path}-lajur.dot", swimlane.dot(bagan).encode(), key, f"Bagan lajur{which}", "DOT")
