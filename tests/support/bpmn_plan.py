"""Measures the diagram of a BPMN file: what overlaps, what is crossed, what is not at right angles."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

NS = {
    "b": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}
Box = tuple[float, float, float, float]
Point = tuple[float, float]


class Gambar:
    """The shapes, labels and lines of a diagram by the id of what they show; ``lanes`` are those with nodes."""

    def __init__(self, text: str) -> None:
        root = ET.fromstring(text)
        self.flows = {f.get("id", ""): f for f in root.iterfind(".//b:sequenceFlow", NS)}
        self.boxes: dict[str, Box] = {}
        self.labels: dict[str, Box] = {}
        self.lines: dict[str, list[Point]] = {}
        for kind in ("Shape", "Edge"):
            for shown in root.iterfind(f".//bpmndi:BPMN{kind}", NS):
                id = shown.get("bpmnElement", "")
                label = shown.find("bpmndi:BPMNLabel/dc:Bounds", NS)
                if label is not None:
                    self.labels[id] = _box(label)
                bounds = shown.find("dc:Bounds", NS)
                if bounds is not None:
                    self.boxes[id] = _box(bounds)
                points = shown.findall("di:waypoint", NS)
                if points:
                    self.lines[id] = [(float(p.get("x", "")), float(p.get("y", ""))) for p in points]
        self.lanes = {
            lane.get("id", ""): [ref.text or "" for ref in lane.iterfind("b:flowNodeRef", NS)]
            for lane in root.iterfind(".//b:lane", NS)
            if lane.find("b:childLaneSet", NS) is None
        }
        self.nodes = [id for ids in self.lanes.values() for id in ids]
        self.kinds = {e.get("id", ""): e.tag for e in root.iterfind("b:process/*", NS)}

    def faults(self) -> list[str]:
        """Everything that makes the picture hard or impossible to read, in words."""
        return [*self._outside(), *self._overlaps(), *self._lines(), *self._ends()]

    def _outside(self) -> list[str]:
        found = [
            f"{id} outside {lane}" for lane, ids in self.lanes.items() for id in ids
            if not _within(self.boxes[id], self.boxes[lane])
        ]  # fmt: skip
        found += [f"label of {id} outside" for id, box in self.labels.items() if not _within(box, self.boxes["Kolam"])]
        return found

    def _overlaps(self) -> list[str]:
        things = [(id, self.boxes[id]) for id in self.nodes] + [(f"label of {id}", b) for id, b in self.labels.items()]
        return [f"{a} on {b}" for (a, p), (b, q) in combinations(things, 2) if _meet(p, q)]

    def _lines(self) -> list[str]:
        found = []
        for id, points in self.lines.items():
            for a, b in pairwise(points):
                if abs(a[0] - b[0]) > 0.02 and abs(a[1] - b[1]) > 0.02:
                    found.append(f"{id} is slanted")
                stretch = (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
                found += [f"{id} through {n}" for n in self.nodes if self._inside(stretch, n)]
                found += [f"{id} through label of {n}" for n, box in self.labels.items() if _meet(stretch, box)]
        for (a, p), (b, q) in combinations(self.lines.items(), 2):
            if self.flows[a].get("targetRef") != self.flows[b].get("targetRef"):
                found += [f"{a} on {b}" for s in pairwise(p) for t in pairwise(q) if _same_line(s, t)]
        return found

    def _ends(self) -> list[str]:
        """Both ends of a flow touch the outline of their node."""
        found = []
        for id, points in self.lines.items():
            for end, node in ((points[0], "sourceRef"), (points[-1], "targetRef")):
                name = self.flows[id].get(node, "")
                if abs(_depth(end, self.boxes[name], self.kinds[name]) - 1) > 0.01:
                    found.append(f"{id} does not touch {name}")
        return found

    def _inside(self, stretch: Box, node: str) -> bool:
        """Whether an upright or level stretch runs through a node."""
        x, y = _middle(self.boxes[node])
        nearest = min(max(x, stretch[0]), stretch[2]), min(max(y, stretch[1]), stretch[3])
        return _depth(nearest, self.boxes[node], self.kinds[node]) < 0.99


def _box(bounds: ET.Element) -> Box:
    x, y, width, height = (float(bounds.get(name, "")) for name in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def _within(inner: Box, outer: Box) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _same_line(s: tuple[Point, Point], t: tuple[Point, Point]) -> bool:
    """Whether two stretches lie on each other (crossing is allowed)."""
    for axis in (0, 1):
        across = 1 - axis
        if all(abs(p[across] - s[0][across]) < 0.5 for p in (*s, *t)):
            low = max(min(s[0][axis], s[1][axis]), min(t[0][axis], t[1][axis]))
            high = min(max(s[0][axis], s[1][axis]), max(t[0][axis], t[1][axis]))
            return high - low > 0.5
    return False


def _middle(box: Box) -> Point:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _depth(point: Point, box: Box, kind: str) -> float:
    """How far from the middle of a node a point lies: 1 = on its outline (a diamond for gateways, else the box)."""
    x, y = _middle(box)
    dx, dy = abs(point[0] - x) / (box[2] - x), abs(point[1] - y) / (box[3] - y)
    return dx + dy if kind.endswith("Gateway") else max(dx, dy)
