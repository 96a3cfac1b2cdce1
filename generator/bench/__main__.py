"""The benchmark: `make bench`. Times are of this machine; what can be compared are the ratios within one run."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from generator.bench import chart_bench as bagan
from generator.bench import paper_times, scale

PATOKAN = Path(__file__).with_name("patokan.json")
"""Ratios of an earlier run of a small size: what grows far beyond them has become slower."""
LONGGAR = 1.3
"""So many times the stored ratio is still taken for noise."""


def main() -> int:
    """Measure, print; 1 where a ratio is far beyond the stored one."""
    parser = argparse.ArgumentParser(prog="python -m generator.bench", description=__doc__)
    parser.add_argument("--banyak", default="10,100", help="numbers of SOPs, such as 10,100,1000")
    parser.add_argument("--ulang", type=int, default=3, help="runs of each build; the median counts")
    parser.add_argument("--lengkap", action="store_true", help="also with all PDFs and other downloads")
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--tanpa-bagan", action="store_true", help="leave out the reports on papers and charts")
    parser.add_argument("--simpan", action="store_true", help="store the ratios of the smallest size")
    wish = parser.parse_args()
    results = [scale.measure(int(n), wish.ulang, lengkap=wish.lengkap) for n in wish.banyak.split(",")]
    if wish.json:
        print(scale.as_json(results))
    else:
        print("\n".join(scale.table(results)))
        if not wish.tanpa_bagan:
            paper_times.main()
            bagan.main()
    return _guard(results[0], store=wish.simpan)


def _guard(hasil: scale.ScaleResult, *, store: bool) -> int:
    """Compare the ratios of the smallest size with the stored ones."""
    ratios = {"banyak": hasil.banyak, "ringkas": round(hasil.ratio("ringkas"), 2)}
    if store:
        PATOKAN.write_text(json.dumps(ratios, indent=1) + "\n", "utf-8")
        return 0
    stored = json.loads(PATOKAN.read_text("utf-8")) if PATOKAN.is_file() else {}
    if stored.get("banyak") != hasil.banyak or ratios["ringkas"] <= LONGGAR * stored["ringkas"]:
        return 0
    print(f"slower: {ratios['ringkas']} times the baseline, {stored['ringkas']} before", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
