"""A stop from outside. An exception that a signal raises inside a finaliser is swallowed by
Python, so that the wish is remembered and asked for again at every step."""

import signal

_wishes: list[int] = []


def prepare() -> None:
    """From now on a stop ends the process like one from the keyboard."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)


def _stop(signum: int, frame: object) -> None:
    _wishes.append(signum)
    raise KeyboardInterrupt


def check() -> None:
    """Raises KeyboardInterrupt when a stop was wished and got lost."""
    if _wishes:
        raise KeyboardInterrupt
