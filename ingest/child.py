"""The start of what workers are forked from: `python -S -P -m ingest.child HANDLE PARENT`.

pyarrow looks for pandas and numpy, a third of a second of imports that nobody needs who makes rows
of cells. The rest is imported when they are out of the way.
"""

import sys

_UNNEEDED = {"numpy", "pandas"}


class _Without:
    """A finder that denies what is not needed and leaves everything else to the others."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Raises ImportError, as for a package that is not there."""
        if name in _UNNEEDED:
            raise ImportError(name)


def pass_over_unneeded() -> None:
    """From now on import without what is not needed."""
    sys.meta_path.insert(0, _Without())


def main() -> None:
    """The process's own start."""
    pass_over_unneeded()
    from ingest.worker import tend

    tend(int(sys.argv[1]), int(sys.argv[2]))


if __name__ == "__main__":
    main()
