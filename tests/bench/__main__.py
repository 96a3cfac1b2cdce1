"""The benchmark: `make bench`. Times are of this machine; what can be compared are the ratios within one run."""

from __future__ import annotations

import argparse

from tests.bench import chart_bench, paper_times, scale


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--banyak", default="10,100", help="numbers of SOPs, such as 10,100,1000")
    parser.add_argument("--ulang", type=int, default=3, help="runs of each build; the median counts")
    parser.add_argument("--lengkap", action="store_true", help="also with all PDFs and other downloads")
    parser.add_argument("--tanpa-bagan", action="store_true", help="leave out the reports on papers and charts")
    wish = parser.parse_args()
    results = [scale.measure(int(n), wish.ulang, lengkap=wish.lengkap) for n in wish.banyak.split(",")]
    print("\n".join(scale.table(results)))
    if not wish.tanpa_bagan:
        paper_times.main()
        chart_bench.main()


if __name__ == "__main__":
    main()
