"""The elements of a small part of XML, as a flat list: a tree of objects costs three times more."""

from typing import NamedTuple
from xml.parsers import expat

from ingest.books.limits import Refused


class Element(NamedTuple):
    """An element's name and its parent's, both without the namespace, and its attributes by
    `namespace}name`, or by name alone where they have no namespace."""

    name: str
    parent: str
    attributes: dict[str, str]

    def get(self, name: str, otherwise: str = "") -> str:
        """An attribute without a namespace."""
        return self.attributes.get(name, otherwise)

    def within(self, name: str) -> str:
        """The attribute of a name in any namespace; '' if there is none."""
        return next((v for k, v in self.attributes.items() if k.endswith(f"}}{name}")), "")


def elements(part: bytes) -> list[Element]:
    """In the order of their start tags. Raises xml.parsers.expat.ExpatError, and Refused for a
    document type, which could name what grows without end."""
    found: list[Element] = []
    path = [""]
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        found.append(Element(name, path[-1], attributes))
        path.append(name)

    def refuse(*_: object) -> None:
        raise Refused("over_limit", "doctype")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(part, True)
    return found
