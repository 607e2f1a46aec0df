"""Work that several processes share, each with a part of its own from the start."""

import signal
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")


def share(things: Sequence[T], processes: int, least: int) -> list[list[T]]:
    """`things` dealt out to so many processes at most, of which each but one has `least` of them;
    like stands beside like, so that every part is about as much work."""
    parts = max(1, min(processes, len(things) // least))
    return [list(things[number::parts]) for number in range(parts)]


def in_processes(work: Callable[..., Any], shares: Sequence[tuple]) -> list[Any]:
    """What `work` answers to each of `shares`, the first of them here and every other in a process
    of its own.

    An exception of any of them is raised, and MemoryError for a process that was killed. When this
    one is killed, the others end with their own part.
    """
    context = get_context("spawn")  # a process with threads cannot be forked
    others = []
    try:
        for given in shares[1:]:
            line, far = context.Pipe(duplex=False)
            process = context.Process(target=_do, args=(far, work, given), daemon=True)
            process.start()
            far.close()
            others.append((process, line))
        return [work(*given) for given in shares[:1]] + [_answer(line) for _, line in others]
    finally:
        for process, _ in others:
            process.terminate()
            process.join()


def _do(line: Connection, work: Callable[..., Any], given: tuple) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever waits for this one stops it
    try:
        answer = work(*given)
    except Exception as error:
        answer = error
    line.send(answer)


def _answer(line: Connection) -> Any:
    try:
        answer = line.recv()
    except EOFError:
        raise MemoryError("a process that draws reports was killed") from None
    if isinstance(answer, BaseException):
        raise answer
    return answer
