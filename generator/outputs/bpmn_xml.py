"""A chart as a BPMN 2.0 file with diagram, for bpmn.io, Camunda Modeler and other tools.

One pool, a lane for each pelaksana (lanes within lanes for a kelompok), the steps from left to right. What each symbol
becomes is said in ``bpmn_process.py``. Namespaces and the order of elements follow the OMG's BPMN20.xsd.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from generator.chart.box_text import clean, told
from generator.chart.draw import KUNING, KUNING_LATAR, attributes, number
from generator.chart.router.labels import LabelBox
from generator.outputs.bpmn_layout import BpmnPlan, LaneStrip, Titik, lay_out
from generator.outputs.bpmn_process import BpmnNode, BpmnProcess, SequenceFlow, make_process
from generator.steps.graph import Chart

_RUANG_NAMA = {
    "xmlns": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "xmlns:bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "xmlns:dc": "http://www.omg.org/spec/DD/20100524/DC",
    "xmlns:di": "http://www.omg.org/spec/DD/20100524/DI",
    "xmlns:color": "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
}
#: Colours of what is assumed, as other tools that know "BPMN in Color" show them.
_WARNA = {"color:background-color": KUNING_LATAR, "color:border-color": KUNING}
#: Where the pool starts on the canvas.
_KIRI, _ATAS = 160.0, 80.0
ALUR_PERKIRAAN = "Alur perkiraan, perlu konfirmasi."


def write(bagan: Chart, nama_sop: str) -> str:
    """The chart as the text of a ``.bpmn`` file; ``nama_sop`` names the pool."""
    proses = make_process(bagan)
    denah = lay_out(proses, bagan.kolom)
    nama, judul = clean(nama_sop), clean(bagan.judul)
    pool = nama if judul in ("", nama) else f"{nama}: {judul}" if nama else judul
    root = {"id": "Berkas", "targetNamespace": "urn:pustaka-sop:bpmn", "exporter": "Pustaka SOP", **_RUANG_NAMA}
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<definitions{attributes(root)}>",
        '  <collaboration id="Kolaborasi">',
        f'    <participant{_names("Kolam", pool)} processRef="Proses" />',
        "  </collaboration>",
        f'  <process{_names("Proses", pool)} isExecutable="false">',
        *_documentation((line for mark, text in bagan.catatan_kaki for line in told(f"Catatan {mark}", [text])), 4),
        *_lane_set(denah.lajur, "Lajur", proses, 4),
        *_flow_nodes(proses),
        *_sequence_flows(proses),
        "  </process>",
        '  <bpmndi:BPMNDiagram id="Diagram">',
        '    <bpmndi:BPMNPlane id="Bidang" bpmnElement="Kolaborasi">',
        *_shapes(proses, denah),
        *_edges(proses, denah),
        "    </bpmndi:BPMNPlane>",
        "  </bpmndi:BPMNDiagram>",
        "</definitions>",
    ]
    return "\n".join(lines) + "\n"


def _names(id: str, nama: str) -> str:
    return attributes({"id": id, "name": nama})


def _documentation(texts: Iterable[str], indent: int) -> list[str]:
    """One documentation element, a line for each text; tools show only the first element."""
    lines = [escape(line) for line in map(clean, texts) if line]
    return [f"{' ' * indent}<documentation>{chr(10).join(lines)}</documentation>"] if lines else []


def _lane_set(
    lajur: Iterable[LaneStrip], id: str, proses: BpmnProcess, indent: int, tag: str = "laneSet"
) -> Iterator[str]:
    """A lane set with its lanes; the leaves name the nodes that stand in them."""
    pad = " " * indent
    yield f'{pad}<{tag} id="Set_{id}">'
    for n, lane in enumerate(lajur):
        name = f"{id}_{n + 1}"
        yield f"{pad}  <lane{_names(name, lane.nama)}>"
        if lane.anak:
            yield from _lane_set(lane.anak, name, proses, indent + 4, "childLaneSet")
        else:
            yield from (f"{pad}    <flowNodeRef>{u.id}</flowNodeRef>" for u in proses.unsur if u.lajur == lane.kolom)
        yield f"{pad}  </lane>"
    yield f"{pad}</{tag}>"


def _flow_nodes(proses: BpmnProcess) -> Iterator[str]:
    """Events, tasks and gateways."""
    for unsur in proses.unsur:
        inner = _documentation(unsur.dokumen, 6)
        inner += [f"      <incoming>{_id(n)}</incoming>" for n, a in enumerate(proses.aliran) if a.ke == unsur.id]
        inner += [f"      <outgoing>{_id(n)}</outgoing>" for n, a in enumerate(proses.aliran) if a.dari == unsur.id]
        way = {"gatewayDirection": _gateway_direction(unsur, proses.aliran)}
        yield "\n".join(
            [f"    <{unsur.jenis}{_names(unsur.id, unsur.nama)}{attributes(way)}>", *inner, f"    </{unsur.jenis}>"]
        )


def _gateway_direction(unsur: BpmnNode, aliran: Iterable[SequenceFlow]) -> str:
    """What the XSD calls a gateway by its flows; "" for other nodes."""
    if not unsur.jenis.endswith("Gateway"):
        return ""
    flows = list(aliran)
    merges = sum(a.ke == unsur.id for a in flows) > 1
    forks = sum(a.dari == unsur.id for a in flows) > 1
    if merges:
        return "Mixed" if forks else "Converging"
    return "Diverging" if forks else "Unspecified"


def _id(n: int) -> str:
    return f"Alur_{n + 1}"


def _sequence_flows(proses: BpmnProcess) -> Iterator[str]:
    for n, alur in enumerate(proses.aliran):
        ends = attributes({"sourceRef": alur.dari, "targetRef": alur.ke})
        start = f"    <sequenceFlow{_names(_id(n), alur.label)}{ends}"
        notes = _documentation([ALUR_PERKIRAAN] if alur.perkiraan else [], 6)
        yield "\n".join([f"{start}>", *notes, "    </sequenceFlow>"]) if notes else f"{start} />"


def _shapes(proses: BpmnProcess, denah: BpmnPlan) -> Iterator[str]:
    """Pool, lanes and nodes of the diagram."""
    yield _shape("Kolam", denah, denah.kolam, {"isHorizontal": "true"})
    yield from _lanes("Lajur", denah.lajur, denah)
    for unsur in proses.unsur:
        extra = {"isMarkerVisible": "true"} if unsur.jenis == "exclusiveGateway" else {}
        colour = _WARNA if unsur.perkiraan else {}
        yield _shape(unsur.id, denah, denah.unsur[unsur.id], {**extra, **colour}, denah.nama.get(unsur.id))


def _lanes(id: str, lajur: Iterable[LaneStrip], denah: BpmnPlan) -> Iterator[str]:
    for n, lane in enumerate(lajur):
        yield _shape(f"{id}_{n + 1}", denah, lane.kotak, {"isHorizontal": "true"})
        yield from _lanes(f"{id}_{n + 1}", lane.anak, denah)


def _shape(id: str, denah: BpmnPlan, box: LabelBox, extra: dict[str, str], label: LabelBox | None = None) -> str:
    return "\n".join([
        f"      <bpmndi:BPMNShape{attributes({'id': f'{id}_di', 'bpmnElement': id, **extra})}>",
        f"        {_bounds(denah, box)}",
        *([f"        {_label(denah, label)}"] if label else []),
        "      </bpmndi:BPMNShape>",
    ])  # fmt: skip


def _edges(proses: BpmnProcess, denah: BpmnPlan) -> Iterator[str]:
    """The flows of the diagram."""
    for n, (alur, points, label) in enumerate(zip(proses.aliran, denah.aliran, denah.label, strict=True)):
        colour = {"color:border-color": KUNING} if alur.perkiraan else {}
        yield "\n".join([
            f"      <bpmndi:BPMNEdge{attributes({'id': f'{_id(n)}_di', 'bpmnElement': _id(n), **colour})}>",
            *(f"        {_waypoint(denah, point)}" for point in points),
            *([f"        {_label(denah, label)}"] if label else []),
            "      </bpmndi:BPMNEdge>",
        ])  # fmt: skip


def _label(denah: BpmnPlan, box: LabelBox) -> str:
    return f"<bpmndi:BPMNLabel>{_bounds(denah, box)}</bpmndi:BPMNLabel>"


def _bounds(denah: BpmnPlan, box: LabelBox) -> str:
    x, y = _canvas(denah, (box.x0, box.y0))
    sides = {"width": number(box.x1 - box.x0), "height": number(box.y1 - box.y0)}
    return f"<dc:Bounds{attributes({'x': number(x), 'y': number(y), **sides})} />"


def _waypoint(denah: BpmnPlan, point: Titik) -> str:
    x, y = _canvas(denah, point)
    return f"<di:waypoint{attributes({'x': number(x), 'y': number(y)})} />"


def _canvas(denah: BpmnPlan, point: Titik) -> Titik:
    """From the place in the pool to the place on the canvas."""
    return point[0] - denah.kolam.x0 + _KIRI, point[1] - denah.kolam.y0 + _ATAS
