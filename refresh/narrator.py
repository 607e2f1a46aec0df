"""What a run tells while it works: bars on a terminal, plain lines elsewhere."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import yaml

from ingest.text import safe_name
from refresh import stopping

SECONDS_BETWEEN_LINES = 30.0

Advance = Callable[[int, int], None]
"""Called with how much is done and how much there is."""


def plain(name: object) -> str:
    """A file's name as it may be printed: one in GBK is read as such, nothing in it moves the
    cursor or begins a line of its own, and a number of a person is starred."""
    raw = os.fsencode(str(name))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "backslashreplace")
    return safe_name("".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text))


class Narrator:
    """Speaks to one stream in one language and keeps how long each step took."""

    def __init__(self, stream: TextIO, lang: str, *, quiet: bool = False):
        self.stream = stream
        self.lang = lang
        self.quiet = quiet
        self.seconds: dict[str, float] = {}
        path = Path(__file__).with_name("messages.yml")
        self._messages = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)

    def text(self, key: str, **values: object) -> str:
        """The message `key` in this narrator's language."""
        return self._messages[key][self.lang].format(**values)

    def say(self, key: str, **values: object) -> None:
        """Print one message on a line of its own."""
        self.line(self.text(key, **values))

    def line(self, text: str) -> None:
        """Print a line unless the caller wants JSON only."""
        if not self.quiet:
            self._print(text)

    def data(self, value: Any) -> None:
        """Print JSON for a program."""
        self._print(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))

    def _print(self, text: str) -> None:
        try:
            print(text, file=self.stream, flush=True)
        except BrokenPipeError:
            # nobody reads any more (`| head`): no reason to stop a night
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.stream.fileno())

    @contextmanager
    def step(self, name: str) -> Iterator[Advance]:
        """One step of the night, timed; yields how to report progress inside it."""
        stopping.check()
        title, started = self.text(f"step_{name}"), time.monotonic()
        if self.stream.isatty() and not self.quiet:
            with self._bar(title) as advance:
                yield advance
        else:
            yield self._now_and_then(title)
            seconds = time.monotonic() - started
            self.line(f"{title} … {seconds:.1f} s")
        stopping.check()
        self.seconds[name] = round(time.monotonic() - started, 2)

    def _now_and_then(self, title: str) -> Advance:
        """How far a long step is, for who looks into a log while it is being written."""
        last = time.monotonic()

        def advance(done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last >= SECONDS_BETWEEN_LINES:
                last = time.monotonic()
                self.line(f"{title} … {done}/{total}")

        return advance

    @contextmanager
    def _bar(self, title: str) -> Iterator[Advance]:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
        )

        columns = (SpinnerColumn(finished_text="✓"), TextColumn("{task.description}"), BarColumn())
        with Progress(
            *columns, MofNCompleteColumn(), TimeElapsedColumn(), console=Console(file=self.stream)
        ) as progress:
            task = progress.add_task(title, total=1)

            def advance(done: int, total: int) -> None:
                progress.update(task, completed=done, total=total)

            yield advance
            total = progress.tasks[0].total or 1
            progress.update(task, completed=total)
