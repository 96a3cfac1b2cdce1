"""Every shared chart file can be said in the data format without loss: as YAML, read back, laid out, the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.data.loader import load
from generator.steps.graph import Chart
from generator.steps.resolve import resolve
from tests.support.charts import from_file
from tests.support.tools import need_shared

CHARTS = ("010", "012", "029", "098", "115", "279", "327")
COLUMNS = {"Waktu": "waktu", "Output": "output"}


def jabatan_id(nama: str) -> str:
    return nama.lower().replace(" ", "-")


def as_data(chart: dict[str, Any]) -> dict[str, Any]:
    """A chart file as an SOP of the data format: every row with its symbols, every link stated."""
    exits: dict[str, list[dict[str, str]]] = {}
    joint: dict[str, list[str]] = {}
    for alur in chart["alur"]:
        dari, ke = alur["dari"].lower(), alur["ke"].lower()
        if alur.get("jenis") == "bersama":
            joint.setdefault(ke, []).append(dari)
        else:
            exits.setdefault(dari, []).append({"ke": ke, **({"label": alur["label"]} if alur.get("label") else {})})
    steps = []
    for row in chart["langkah"]:
        symbols = []
        for symbol in row["simbol"]:
            id = symbol["id"].lower()
            leads = exits.get(id) or ("selesai" if id not in joint else None)
            symbols.append(
                {"id": id, "jenis": symbol["jenis"], "pelaksana": jabatan_id(symbol["pelaksana"])}
                | ({"lanjut": leads} if leads else {})
                | ({"bersama": joint[id]} if id in joint else {})
            )
        mutu = {key: row[key] for key in ("kelengkapan", "waktu", "output") if row.get(key)}
        step = {"no": row["no"], "uraian": row["uraian"], "simbol": symbols, "mutu_baku": mutu}
        steps.append(step | ({"keterangan": row["ket"]} if row.get("ket") else {}))
    heads = {COLUMNS.get(head, "kelengkapan"): head for head in chart["kolom_mutu_baku"]}
    return {
        "judul": chart["kode"],
        "pelaksana": [jabatan_id(nama) for nama in chart["pelaksana"]],
        "tabel": {"mutu_baku": heads},
        "langkah": steps,
    }


def laid_out(chart: dict[str, Any], folder: Path) -> Chart:
    """The chart after the whole way through YAML, the loader and the layout of steps."""
    (folder / "sop").mkdir()
    positions = {jabatan_id(nama): {"nama": nama} for nama in chart["pelaksana"]}
    for name, data in (
        ("instansi.yml", {"pemerintah": "P", "nama": "N"}),
        ("jabatan.yml", positions),
        ("sop/bagan.yml", as_data(chart)),
    ):
        (folder / name).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    proyek, findings = load(folder)
    assert findings == []
    assert proyek is not None
    (prosedur,) = resolve(proyek, "bagan").prosedur
    return prosedur.bagan


@pytest.mark.parametrize("kode", CHARTS)
def test_the_data_format_says_the_whole_chart(kode: str, tmp_path: Path) -> None:
    path = need_shared(f"charts/bentuk-{kode}.json")
    wanted, found = from_file(path), laid_out(json.loads(path.read_text("utf-8")), tmp_path)
    assert [(s.id, s.jenis, s.baris, s.kolom) for s in found.simbol] == [
        (s.id.lower(), s.jenis, s.baris, s.kolom) for s in wanted.simbol
    ]
    assert {(a.dari, a.ke, a.label, a.bersama) for a in found.alur} == {
        (a.dari.lower(), a.ke.lower(), a.label, a.bersama) for a in wanted.alur
    }
    assert [kolom.nama for kolom in found.kolom] == [kolom.nama for kolom in wanted.kolom]
    assert (found.kepala_mutu, found.waktu_ke) == (wanted.kepala_mutu, wanted.waktu_ke)
    for mine, theirs in zip(found.baris, wanted.baris, strict=True):
        assert mine.no == theirs.no
        cells = [(mine.uraian, theirs.uraian), (mine.keterangan, theirs.keterangan)]
        for one, other in [*cells, *zip(mine.mutu, theirs.mutu, strict=True)]:
            assert " ".join(" ".join(one.butir).split()) == " ".join(" ".join(other.butir).split())
