"""Questions on the console: a default is shown, and an empty answer takes it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

import typer


def somebody_answers() -> bool:
    """Whether a person sits at the console, so that questions make sense."""
    return sys.stdin.isatty()


def ask(question: str, default: str = "", problem: Callable[[str], str] = lambda _: "") -> str:
    """A line of the answer; an empty one takes the default, the end of the input is "": nobody saw the default.
    ``problem``: what is wrong with an answer, "" = nothing; it is said, and the question is asked again."""
    while True:
        try:
            answer = input(f"{question}{f' [{default}]' if default else ''}: ").strip() or default
        except EOFError:
            return ""
        wrong = problem(answer) if answer else ""
        if not wrong:
            return answer
        typer.echo(f"  {wrong}")


def ask_several(question: str, problem: Callable[[str], str] = lambda _: "") -> list[str]:
    """Answers, one a line, up to an empty one."""
    typer.echo(f"{question} Satu per baris; baris kosong berarti selesai.")
    answers: list[str] = []
    while answer := ask(f"  {len(answers) + 1}", problem=problem):
        answers.append(answer)
    return answers


def choose_one(question: str, choices: Iterable[tuple[str, str]], default: str = "") -> str:
    """One of several ids, each with its name; "" = none of them."""
    known = list(choices)
    for id, name in known:
        typer.echo(f"  {id}: {name}")
    ids = [id for id, _ in known]
    return ask(question, default, lambda answer: "" if answer in ids else f"pilih salah satu: {', '.join(ids)}")
