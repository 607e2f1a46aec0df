"""Values that are made when they are asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class OnDemand(Mapping[str, _Value], Generic[_Value]):
    """Values by name, each made when it is first asked for. Another process gets all of them."""

    def __init__(self, names: Iterable[str], make: Callable[[str], _Value]):
        self._names, self._make = dict.fromkeys(names), make
        self._made: dict[str, _Value] = {}

    def __getitem__(self, name: str) -> _Value:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __reduce__(self) -> tuple:
        return dict, (dict(self),)
