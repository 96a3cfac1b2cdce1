"""BPMN files: valid for the XSD and for bpmn.io's reader, complete, and their diagrams readable."""

from __future__ import annotations

import json
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from generator.chart.router.choose import Chooser
from generator.outputs.bpmn_xml import write
from generator.steps.graph import Chart, ChartArrow, ChartCell, ChartColumn, ChartRow, ChartSymbol, JenisSimbol
from generator.steps.resolve import resolve
from tests.bench.random_charts import with_forks
from tests.support import made_up
from tests.support.bpmn_plan import NS, Gambar
from tests.support.charts import charts, random_chart
from tests.support.tools import ROOT, absent, need_program, need_shared, tries

MODDLE = ROOT / "tests" / "npm"
SEEDS = range(tries(100, "SOP_CHARTS"))


def small(symbols: list[tuple[str, JenisSimbol, int, int]], links: list[ChartArrow], columns: int = 2) -> Chart:
    """A chart of a few symbols (id, kind, row, column), each row with "Uraian n" as its text."""
    rows = max(row for _, _, row, _ in symbols) + 1
    return Chart(
        id="kecil", judul="Kecil",
        kolom=tuple(ChartColumn(f"k{c}", f"Pelaksana {c}") for c in range(columns)),
        baris=tuple(
            ChartRow(f"b{r}", str(r + 1), ChartCell((f"Uraian {r + 1}",)), (ChartCell(),) * 3) for r in range(rows)
        ),
        simbol=tuple(ChartSymbol(id, jenis, row, column, f"Langkah {row + 1}") for id, jenis, row, column in symbols),
        alur=tuple(links),
    )  # fmt: skip


def kinds(text: str) -> Counter[str]:
    """How many nodes of each kind a file has."""
    process = ET.fromstring(text).find("b:process", NS)
    assert process is not None
    return Counter(element.tag.split("}")[1] for element in process if "}" in element.tag)


def flows(text: str) -> set[tuple[str, str, str]]:
    """The sequence flows as (from, to, name)."""
    found = ET.fromstring(text).iterfind(".//b:sequenceFlow", NS)
    return {(f.get("sourceRef", ""), f.get("targetRef", ""), f.get("name", "")) for f in found}


def unsound(text: str) -> list[str]:
    """Ids that repeat, references to nothing, nodes without lane, picture, way in or way out."""
    root = ET.fromstring(text)
    all_ids = [e.get("id", "") for e in root.iter() if e.get("id")]
    ids = set(all_ids)
    found = [f"{id} twice" for id, count in Counter(all_ids).items() if count > 1]
    refs = [
        v
        for e in root.iter()
        for k, v in e.attrib.items()
        if k in ("sourceRef", "targetRef", "bpmnElement", "processRef")
    ]
    refs += [e.text or "" for tag in ("flowNodeRef", "incoming", "outgoing") for e in root.iterfind(f".//b:{tag}", NS)]
    found += [f"{ref} is nowhere" for ref in refs if ref not in ids]
    drawn = Counter(e.get("bpmnElement") for e in root.iter() if e.get("bpmnElement"))
    nodes = Counter(e.text for e in root.iterfind(".//b:flowNodeRef", NS))
    for kind in ("startEvent", "endEvent", "userTask", "exclusiveGateway", "parallelGateway"):
        for node in root.iterfind(f".//b:{kind}", NS):
            id = node.get("id", "")
            ways = {"in": node.find("b:incoming", NS), "out": node.find("b:outgoing", NS)}
            missing = [way for way, first in ways.items() if first is None]
            expected = {"startEvent": ["in"], "endEvent": ["out"]}.get(kind, [])
            found += [f"{id}: {missing}"] if missing != expected else []
            found += [f"{id}: {nodes[id]} lanes"] if nodes[id] != 1 else []
    shown = {
        id
        for tag in ("lane", "sequenceFlow", "participant")
        for id in (e.get("id") for e in root.iterfind(f".//b:{tag}", NS))
    }
    return found + [f"{id} drawn {drawn[id]} times" for id in (shown | set(nodes)) if drawn[id] != 1]


one_process = pytest.mark.xdist_group("bpmn")
"""Of those that read the files of all charts, which are dear to make."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The BPMN files of all charts, and of some random ones."""
    folder = tmp_path_factory.mktemp("bpmn")
    every = charts() | {f"acak-{seed}": random_chart(seed) for seed in range(10)}
    for name, bagan in every.items():
        (folder / f"{name}.bpmn").write_text(write(bagan, f"SOP {name}"), encoding="utf-8")
    return {name: folder / f"{name}.bpmn" for name in every}


def test_shared_shapes_are_there() -> None:
    need_shared("charts")
    assert "bentuk-279" in charts()


@pytest.mark.slow
@one_process
def test_bpmn_io_reads_every_file(files: dict[str, Path]) -> None:
    node = need_program("node", "nodejs")
    if not (MODDLE / "node_modules" / "bpmn-moddle").exists():
        absent("bpmn-moddle; install it with: npm ci --prefix tests/npm")
    command = [node, str(MODDLE / "baca.mjs"), *map(str, files.values())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for file, read in json.loads(done.stdout).items():
        assert read["warnings"] == [], file
        elements = read["elements"]
        root = ET.parse(file).getroot()
        assert set(elements) == {e.get("id") for e in root.iter() if e.get("id")}, file
        for id, element in elements.items():
            if element["type"] == "bpmn:SequenceFlow":
                assert id in elements[element["source"]]["outgoing"]
                assert id in elements[element["target"]]["incoming"]
            if element["type"].startswith("bpmndi:BPMN") and element["type"] != "bpmndi:BPMNDiagram":
                assert element["shows"] in elements


@pytest.mark.slow
@one_process
def test_every_file_keeps_the_recommended_rules_of_bpmnlint(
    tmp_path: Path, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What modellers complain of: gateways that join and fork, joins that are none, names that lack. No rule looks at
    lines: in random charts they take the first way that there is, since to find the best takes longer than all else."""
    node = need_program("node", "nodejs")
    if not (MODDLE / "node_modules" / "bpmnlint").exists():
        absent("bpmnlint; install it with: npm ci --prefix tests/npm")
    monkeypatch.setattr(Chooser, "_settle", lambda _: None)
    for seed in SEEDS:
        (tmp_path / f"{seed}.bpmn").write_text(write(random_chart(seed), "SOP"), "utf-8")
        (tmp_path / f"cabang-{seed}.bpmn").write_text(write(with_forks(random_chart(seed), seed), "SOP"), "utf-8")
    paths = [*files.values(), *tmp_path.glob("*.bpmn")]
    done = subprocess.run([node, "lint.mjs", *map(str, paths)], capture_output=True, text=True, check=False, cwd=MODDLE)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert len(told) == len(paths)
    assert {file: found for file, found in told.items() if found} == {}


def test_a_parallel_join_that_forks_again_waits_first() -> None:
    """Two partners, then two ways at once: a gateway that waits for both stands before the one that forks."""
    symbols = [("a", "proses", 0, 0), ("b", "proses", 0, 1), ("c", "terminator", 1, 0), ("d", "terminator", 2, 1)]
    links = [ChartArrow("a", "b", bersama=True), ChartArrow("a", "c"), ChartArrow("a", "d")]
    text = write(small(symbols, links), "SOP")
    assert {
        ("Langkah_a", "Gabung_Langkah_a", ""),
        ("Langkah_b", "Gabung_Langkah_a", ""),
        ("Gabung_Langkah_a", "Cabang_Gabung_Langkah_a", ""),
        ("Cabang_Gabung_Langkah_a", "Langkah_c", ""),
        ("Cabang_Gabung_Langkah_a", "Langkah_d", ""),
    } <= flows(text)
    assert kinds(text)["parallelGateway"] == 3
    assert kinds(text)["exclusiveGateway"] == 0


def test_several_begins_have_one_start_event() -> None:
    symbols = [(id, "terminator", row, 0) for row, id in enumerate("abcd")]
    text = write(small(symbols, [ChartArrow("a", "d"), ChartArrow("b", "d"), ChartArrow("c", "d")]), "SOP")
    assert kinds(text)["startEvent"] == 1
    assert {
        ("Mulai_Langkah_a", "Awal_Langkah_a", ""),
        ("Awal_Langkah_a", "Langkah_a", ""),
        ("Awal_Langkah_a", "Awal_Langkah_b", ""),
        ("Awal_Langkah_b", "Langkah_b", ""),
        ("Awal_Langkah_b", "Langkah_c", ""),
    } <= flows(text)
    assert unsound(text) == []


def test_a_diamond_that_decides_nothing_is_a_task_and_its_label_is_told() -> None:
    symbols = [("a", "terminator", 0, 0), ("b", "keputusan", 1, 0), ("c", "terminator", 2, 0)]
    text = write(small(symbols, [ChartArrow("a", "b"), ChartArrow("b", "c", "Ya")]), "SOP")
    assert ("Langkah_b", "Langkah_c", "") in flows(text)
    assert "Panah yang keluar dari sini berlabel: Ya." in text
    assert kinds(text)["exclusiveGateway"] == 0


@pytest.mark.slow
@one_process
def test_every_file_is_valid_for_the_official_schema(files: dict[str, Path]) -> None:
    schema = MODDLE / "node_modules" / "bpmn-moddle" / "resources" / "bpmn" / "xsd" / "BPMN20.xsd"
    if not schema.exists():
        absent("bpmn-moddle; install it with: npm ci --prefix tests/npm")
    try:
        from lxml import etree
    except ImportError:
        absent("the Python package lxml")
    validator = etree.XMLSchema(etree.parse(str(schema)))
    for name, file in files.items():
        assert validator.validate(etree.parse(str(file))), (name, validator.error_log)


@pytest.mark.parametrize("name", charts())
def test_charts_are_complete_and_readable(name: str) -> None:
    bagan = charts()[name]
    text = write(bagan, "SOP Contoh")
    found = kinds(text)
    assert unsound(text) == []
    assert found["userTask"] >= sum(s.jenis != "keputusan" for s in bagan.simbol)
    assert Gambar(text).faults() == []


@pytest.mark.parametrize("seed", SEEDS)
def test_random_charts(seed: int) -> None:
    bagan = random_chart(seed)
    text = write(bagan, "SOP Acak")
    assert unsound(text) == []
    assert Gambar(text).faults() == []
    assert text == write(bagan, "SOP Acak")


def test_capsules_are_work_between_events() -> None:
    text = write(small([("a", "terminator", 0, 0), ("b", "terminator", 1, 1)], [ChartArrow("a", "b")]), "SOP")
    assert kinds(text) == {"laneSet": 1, "startEvent": 1, "userTask": 2, "endEvent": 1, "sequenceFlow": 3}
    assert flows(text) == {
        ("Mulai_Langkah_a", "Langkah_a", ""), ("Langkah_a", "Langkah_b", ""), ("Langkah_b", "Selesai_Langkah_b", ""),
    }  # fmt: skip


def test_a_loop_back_to_the_first_step_does_not_take_its_start_away() -> None:
    symbols = [("a", "terminator", 0, 0), ("b", "keputusan", 1, 0), ("c", "terminator", 2, 0)]
    text = write(
        small(symbols, [ChartArrow("a", "b"), ChartArrow("b", "c", "Ya"), ChartArrow("b", "a", "Tidak")]), "SOP"
    )
    assert {("Mulai_Langkah_a", "Satu_Langkah_a", ""), ("Satu_Langkah_a", "Langkah_a", "")} <= flows(text)
    assert {("Langkah_b", "Langkah_c", "Ya"), ("Langkah_b", "Satu_Langkah_a", "Tidak")} <= flows(text)
    assert kinds(text)["exclusiveGateway"] == 2


def test_unlabelled_fork_is_parallel_and_waits_where_it_meets() -> None:
    symbols = [("a", "terminator", 0, 0), ("b", "proses", 1, 0), ("c", "proses", 2, 1), ("d", "terminator", 3, 0)]
    text = write(
        small(symbols, [ChartArrow("a", "b"), ChartArrow("a", "c"), ChartArrow("b", "d"), ChartArrow("c", "d")]), "SOP"
    )
    assert kinds(text)["parallelGateway"] == 2
    assert ("Temu_Cabang_Langkah_a", "Langkah_d", "") in flows(text)


def test_fork_with_an_exit_on_the_way_does_not_wait() -> None:
    symbols = [("a", "terminator", 0, 0), ("b", "keputusan", 1, 0), ("c", "proses", 2, 1), ("d", "terminator", 3, 0)]
    links = [
        ChartArrow("a", "b"),
        ChartArrow("a", "c"),
        ChartArrow("b", "d", "Ya"),
        ChartArrow("b", "a", "Tidak"),
        ChartArrow("c", "d"),
    ]
    assert kinds(write(small(symbols, links), "SOP"))["parallelGateway"] == 1


def test_labelled_fork_is_a_choice() -> None:
    symbols = [("a", "terminator", 0, 0), ("b", "terminator", 1, 0), ("c", "terminator", 2, 1)]
    text = write(small(symbols, [ChartArrow("a", "b", "Ada garansi"), ChartArrow("a", "c", "Tanpa garansi")]), "SOP")
    assert kinds(text)["exclusiveGateway"] == 1
    assert ("Cabang_Langkah_a", "Langkah_b", "Ada garansi") in flows(text)


def test_an_answer_that_starts_several_steps_starts_all_of_them() -> None:
    symbols = [
        ("a", "terminator", 0, 0), ("b", "keputusan", 1, 0), ("c", "proses", 2, 1), ("d", "proses", 3, 0),
        ("e", "terminator", 4, 0),
    ]  # fmt: skip
    links = [
        ChartArrow("a", "b"), ChartArrow("b", "c", "Ya"), ChartArrow("b", "d", "Ya"), ChartArrow("b", "a", "Tidak"),
        ChartArrow("c", "e"), ChartArrow("d", "e"),
    ]  # fmt: skip
    text = write(small(symbols, links), "SOP")
    fork, meeting = "Serentak_1_Langkah_b", "Temu_Serentak_1_Langkah_b"
    assert {("Langkah_b", fork, "Ya"), (fork, "Langkah_c", ""), (fork, "Langkah_d", "")} <= flows(text)
    assert {("Langkah_c", meeting, ""), ("Langkah_d", meeting, ""), (meeting, "Langkah_e", "")} <= flows(text)
    assert ("Langkah_b", "Satu_Langkah_a", "Tidak") in flows(text)
    assert kinds(text)["parallelGateway"] == 2


def test_a_box_with_one_answer_for_several_steps_starts_all_of_them() -> None:
    symbols = [("a", "terminator", 0, 0), ("b", "terminator", 1, 0), ("c", "terminator", 2, 1)]
    text = write(small(symbols, [ChartArrow("a", "b", "Lengkap"), ChartArrow("a", "c", "Lengkap")]), "SOP")
    assert kinds(text)["parallelGateway"] == 1
    assert kinds(text)["exclusiveGateway"] == 0
    assert "berlabel: Lengkap." in text


@pytest.mark.parametrize(("either", "kind"), [(False, "parallelGateway"), (True, "exclusiveGateway")])
def test_joint_step(either: bool, kind: str) -> None:
    symbols = [("a", "terminator", 0, 0), ("b", "proses", 1, 0), ("c", "proses", 1, 1), ("d", "terminator", 2, 1)]
    text = write(
        small(symbols, [ChartArrow("a", "b"), ChartArrow("b", "c", bersama=True, atau=either), ChartArrow("c", "d")]),
        "SOP",
    )
    assert kinds(text)[kind] == 2
    assert {("Bagi_Langkah_b", f"Langkah_{x}", "") for x in "bc"} <= flows(text)
    assert {("Langkah_a", "Bagi_Langkah_b", ""), ("Gabung_Langkah_b", "Langkah_d", "")} <= flows(text)


@pytest.mark.parametrize("either", [False, True])
def test_joint_decision(either: bool) -> None:
    symbols = [("a", "terminator", 0, 0), ("b", "keputusan", 1, 0), ("c", "proses", 1, 1), ("d", "terminator", 2, 1)]
    links = [
        ChartArrow("a", "b"),
        ChartArrow("b", "c", bersama=True, atau=either),
        ChartArrow("b", "d", "Ya"),
        ChartArrow("b", "a", "Tidak"),
    ]
    text = write(small(symbols, links), "SOP")
    entry, meeting = ("Bagi_Langkah_b", "Satu_Langkah_b") if either else ("Langkah_c", "Langkah_b")
    assert {("Langkah_a", entry, ""), ("Langkah_c", meeting, ""), ("Langkah_b", "Langkah_d", "Ya")} <= flows(text)
    assert unsound(text) == []


def test_groups_of_pelaksana_are_lanes_within_lanes() -> None:
    bagan = charts()["pengaduan-warga"]
    root = ET.fromstring(write(bagan, "SOP"))
    group = root.find(".//b:lane[@name='Tim Pengaduan']", NS)
    assert group is not None
    assert [lane.get("name") for lane in group.iterfind("b:childLaneSet/b:lane", NS)] == [
        k.nama for k in bagan.kolom if k.kelompok == "Tim Pengaduan"
    ]


def test_mutu_baku_and_assumptions_are_documented() -> None:
    root = ET.fromstring(write(charts()["pengukuran-kinerja"], "Pengukuran Kinerja"))
    task = root.find(".//b:userTask[@id='Langkah_1']/b:documentation", NS)
    assert task is not None and task.text is not None
    lines = task.text.split("\n")
    assert {"Kelengkapan: Lembar Disposisi", "Waktu (Menit): 15", "Output: Disposisi Pimpinan"} <= set(lines)
    assert lines[-1] == "Pelaksana perkiraan, perlu konfirmasi."


def test_what_stands_once_for_several_rows_is_documented_at_each() -> None:
    """A merged remark as a merged time; of a cell that is left blank nothing is said."""
    first = {"waktu": "1 jam", "kosong": "output"}
    rows = [
        {"uraian": "Mulai", "pelaksana": "petugas"},
        {"uraian": "Satu", "pelaksana": "petugas", "keterangan": "Bila perlu", "mutu_baku": first},
        {"uraian": "Dua", "pelaksana": "petugas", "mutu_baku": {"gabung": ["waktu", "output", "keterangan"]}},
        {"uraian": "Tiga", "pelaksana": "petugas", "keterangan": "Lain"},
    ]
    sop = resolve(made_up.proyek({"a": made_up.sop(langkah=rows)}), "a")
    root = ET.fromstring(write(sop.prosedur[0].bagan, "Uji"))
    said = [
        (task.findtext("b:documentation", "", NS) or "").split("\n")[1:] for task in root.iterfind(".//b:userTask", NS)
    ]
    merged = ["Waktu: 1 jam", "Keterangan: Bila perlu"]
    assert said == [[], merged, merged, ["Keterangan: Lain"]]


@pytest.mark.slow
def test_hostile_texts_and_ids_stay_text() -> None:
    evil = "]]> <x y='&amp;'> \x00\x07\x1b\u202e\ufffe\ud800 \"q\" --> é"
    symbols: tuple[ChartSymbol, ...] = tuple(
        ChartSymbol(id, "proses", r, 0, evil, evil, True) for r, id in enumerate(["1 a", "1_a", "ä", "<!--", "x" * 300])
    )
    row = ChartRow(evil, evil, ChartCell((evil * 40,)), (ChartCell((evil,)),) * 3, ChartCell((evil,)))
    bagan = Chart(
        id=evil, judul=evil, kolom=(ChartColumn(evil, evil * 30, evil), ChartColumn("b", "", evil)),
        baris=(row,) * len(symbols),
        simbol=symbols,
        alur=tuple(ChartArrow(a.id, b.id, evil) for a, b in pairwise(symbols)),
        catatan_kaki=((evil, evil),),
    )  # fmt: skip
    text = write(bagan, evil)
    text.encode("utf-8")
    assert unsound(text) == []
    assert Gambar(text).faults() == []
    assert not any(char in text for char in "\x00\x07\x1b\u202e\ufffe")


@pytest.mark.parametrize("count", [0, 1])
def test_charts_without_links(count: int) -> None:
    symbols = tuple(ChartSymbol(str(n), "proses", 0, 0, "") for n in range(count))
    text = write(
        Chart(
            "k",
            "K",
            (ChartColumn("a", "A"),),
            (ChartRow("1", "1", ChartCell(("X",)), (ChartCell(),) * 3),),
            symbols,
            (),
        ),
        "SOP",
    )
    assert unsound(text) == []
