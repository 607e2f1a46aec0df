"""What the tests of hostile input share."""

import zipfile

import pytest


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The bytes of every piece that was unpacked from a zip: the work that a refusal costs."""
    pieces: list[int] = []
    read = zipfile.ZipExtFile.read

    def counted(self: zipfile.ZipExtFile, length: int | None = -1) -> bytes:
        piece = read(self, length)
        pieces.append(len(piece))
        return piece

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    return pieces
