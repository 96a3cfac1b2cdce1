"""`python -m generator`: the command `sop` on machines without make."""

from __future__ import annotations

from generator.io.interrupt import end_interrupted


def run() -> None:
    """Run the command; Ctrl+C is answered in one line also while the program is still being loaded."""
    try:
        from generator.cli import main

        main()
    except KeyboardInterrupt:
        end_interrupted()


if __name__ == "__main__":
    run()
