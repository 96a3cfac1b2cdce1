"""`python -m generator`: the command `sop` on machines without make."""

from generator.cli import main

main()
