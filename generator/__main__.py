"""`python -m generator`: the command `sop` on machines without make."""

from __future__ import annotations

import signal

from generator.io.interrupt import end_interrupted, hear


def run() -> None:
    """Run the command; Ctrl+C is answered in one line also while the program is still being loaded.

    Then nothing has to be put away, so it ends at once: what is loaded may make an error of its own of an exception.
    """
    usual = signal.getsignal(signal.SIGINT)
    heard = usual is signal.default_int_handler
    if heard:
        signal.signal(signal.SIGINT, lambda *_: end_interrupted())
    from generator.cli import asked, main

    app = asked()
    signal.signal(signal.SIGINT, hear if heard else usual)
    try:
        main(app)
    except KeyboardInterrupt:
        end_interrupted()


if __name__ == "__main__":
    run()
