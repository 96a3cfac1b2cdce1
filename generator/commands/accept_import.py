"""`sop import --terima`: a person says that an imported SOP is as its document; what the import asked is answered."""

from __future__ import annotations

from pathlib import Path

import yaml

from generator.commands.at_work import ActionResult, RefusedError, at_work, model_of
from generator.commands.yaml_edit import CannotEditError
from generator.importing.sop_file import ASAL
from generator.reading.yaml_shape import nodes

_KEY = "konfirmasi"


def accept_import(data: Path, slug: str, *, coba: bool = False) -> ActionResult:
    """Take the confirmations of the import out of the file; those of people stay. ``coba``: nothing is written."""
    with at_work(data, slug, coba=coba) as now:
        if not any(one.asal == ASAL for one in now.sop.konfirmasi):
            raise RefusedError(f"SOP '{slug}' tidak menunggu pemeriksaan hasil impor")
        text = without_import(now.mentah.decode("utf-8"))
        left = tuple(one for one in now.sop.konfirmasi if one.asal != ASAL)
        if model_of(text) != now.sop.model_copy(update={"konfirmasi": left}):
            raise CannotEditError
        now.write(text.encode("utf-8"))
        return now.done(now.revisi)


def without_import(text: str) -> str:
    """The text of a file without the confirmations of the import. CannotEditError: they share lines with others."""
    root = nodes(text.removeprefix("\ufeff"))
    bom = len(text) - len(text.removeprefix("\ufeff"))
    if not isinstance(root, yaml.MappingNode):
        raise CannotEditError
    key, items = next((pair for pair in root.value if pair[0].value == _KEY), (None, None))
    if key is None or not isinstance(items, yaml.SequenceNode) or items.flow_style:
        raise CannotEditError
    lines = text[bom:].splitlines(keepends=True)
    starts = [item.start_mark.line for item in items.value]
    end = _end_of(lines, starts[-1], key.start_mark.column)
    gone = [_of_import(item) for item in items.value]
    drop: set[int] = set()
    for index, start in enumerate(starts):
        if gone[index]:
            drop.update(range(start, starts[index + 1] if index + 1 < len(starts) else end))
    if all(gone):
        first = key.start_mark.line
        while first and not lines[first - 1].strip():
            first -= 1
        drop.update(range(first, end))
    return text[:bom] + "".join(line for number, line in enumerate(lines) if number not in drop)


def _end_of(lines: list[str], start: int, column: int) -> int:
    """The line behind the last item: the next that is indented no more than the key."""
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= column and not line.lstrip().startswith("- "):
            return number
    return len(lines)


def _of_import(item: yaml.Node) -> bool:
    return isinstance(item, yaml.MappingNode) and any(k.value == "asal" and v.value == ASAL for k, v in item.value)
