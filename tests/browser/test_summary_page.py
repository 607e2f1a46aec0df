"""The page in a real browser: it opens from disk, draws its charts, asks nobody for anything."""

import struct
import zlib
from pathlib import Path

import pytest

from reports import draw
from tests.browser.programs import chromium
from tests.unit.reports_publication import BOOK, PAGE, RUN, build, write_specs

pytestmark = pytest.mark.browser


def colours(png: bytes) -> set[tuple[int, int, int]]:
    """Every colour of a picture with 8 bits a channel (the standard's five line filters)."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert depth == 8
    channels = {2: 3, 6: 4}[kind]
    packed, at = b"", 8
    while at < len(png):
        size, name = struct.unpack(">I4s", png[at : at + 8])
        packed += png[at + 8 : at + 8 + size] if name == b"IDAT" else b""
        at += size + 12
    raw, stride = zlib.decompress(packed), width * channels
    above, seen = bytes(stride), set()
    for top in range(0, height * (stride + 1), stride + 1):
        line = unfiltered(raw[top], bytearray(raw[top + 1 : top + 1 + stride]), above, channels)
        seen.update(zip(line[::channels], line[1::channels], line[2::channels], strict=True))
        above = line
    return seen


def unfiltered(kind: int, line: bytearray, above: bytes, back: int) -> bytes:
    """One line of a picture, from its differences to the left and to the line above."""
    for index in range(len(line) if kind else 0):
        left = line[index - back] if index >= back else 0
        up, corner = above[index], above[index - back] if index >= back else 0
        near = min((left, up, corner), key=lambda part: abs(left + up - corner - part))
        guess = (0, left, up, (left + up) // 2, near)[kind]
        line[index] = (line[index] + guess) % 256
    return bytes(line)


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    specs = write_specs(folder, BOOK, PAGE)
    (drawn,) = draw(["glance"], build(folder), folder / "run", run=RUN, specs_folder=specs)
    return drawn


def test_the_page_renders_with_colour(page, tmp_path):
    picture = tmp_path / "page.png"
    chromium(tmp_path, "--window-size=1000,900", f"--screenshot={picture}", page.as_uri())
    assert {(31, 78, 121), (224, 138, 60), (185, 28, 28)} <= colours(picture.read_bytes())


def test_each_county_prints_on_one_sheet(page, tmp_path):
    printed = tmp_path / "page.pdf"
    chromium(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri())
    assert printed.read_bytes().count(b"/Type /Page\n") == 2


def test_the_browser_sees_the_figures(page, tmp_path):
    seen = chromium(tmp_path, "--dump-dom", page.as_uri())
    assert "交流轮岗比例" in seen and "0.550" in seen
