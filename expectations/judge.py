"""A process of its own that answers suites: it imports Great Expectations while its owner reads
files, and judges what came in while its owner builds."""

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

from expectations.result import GateResult
from warehouse.settings import ROOT

_GRACE_SECONDS = 2.0


class JudgeError(Exception):
    """A suite could not be asked; the text holds no cell."""


class Judge:
    """One question at a time: `ask`, and when the owner needs it `answer`.

    The process starts when the `with` begins and is gone when it ends, whatever it is doing then.
    """

    def __enter__(self) -> "Judge":
        """Start it; whoever asks first may still wait for its imports."""
        self._line, far = Pipe(duplex=True)
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        with far:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "expectations.judge", str(far.fileno())],
                pass_fds=(far.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                # what a library writes when it breaks may quote a cell
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": path},
            )
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._line.close()
        try:
            self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def ask(self, suite: str, database: Path) -> None:
        """Begin to judge `database`; until the answer nobody may write to it."""
        with suppress(BrokenPipeError):  # its end is told by `answer`
            self._line.send((suite, database))

    def answer(self) -> GateResult:
        """What was asked last.

        Raises what `gate.run_suite` raises, MemoryError when the process was killed (there is one
        who does that: the system, when memory runs out), and JudgeError when it ended otherwise.
        """
        try:
            answer = self._line.recv()
        except (EOFError, ConnectionResetError):
            code = self._process.wait()
            if code == -9:
                raise MemoryError("the process of the gate was killed") from None
            raise JudgeError(f"the process of the gate ended with {code}") from None
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def judge(self, suite: str, database: Path) -> GateResult:
        """Ask and wait."""
        self.ask(suite, database)
        return self.answer()


def _serve(line: Connection) -> None:
    """The process's own work, until its owner closes the line."""
    from expectations import gate

    gate.get_ready()
    with suppress(EOFError, OSError):
        while True:
            suite, database = line.recv()
            try:
                answer: Any = gate.run_suite(suite, database)
            except Exception as error:
                answer = _portable(error)
            line.send(answer)


def _portable(error: Exception) -> Exception:
    """An exception that another process can raise: some of libraries' own cannot be made again."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return JudgeError(type(error).__name__)
    return error


if __name__ == "__main__":
    _serve(Connection(int(sys.argv[1])))
