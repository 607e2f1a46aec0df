"""`python -m tests.night.dying MODULE:NAME N refresh --home DIR`: the command line, killed the
moment it calls MODULE.NAME for the Nth time. Nothing in the product knows of it."""

import importlib
import os
import signal
import sys


def kill_at(place: str, turn: int) -> None:
    module_name, _, path = place.partition(":")
    owner = importlib.import_module(module_name)
    *parents, name = path.split(".")
    for parent in parents:
        owner = getattr(owner, parent)
    step, calls = getattr(owner, name), []

    def counted(*arguments: object, **named: object) -> object:
        calls.append(name)
        if len(calls) == turn:
            os.kill(os.getpid(), signal.SIGKILL)
        return step(*arguments, **named)

    setattr(owner, name, counted)


if __name__ == "__main__":
    kill_at(sys.argv[1], int(sys.argv[2]))
    sys.argv[1:] = sys.argv[3:]
    from refresh.cli import main

    main()
