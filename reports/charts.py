"""Charts as SVG that stands inside the page: no script, nothing loaded, drawn here."""

import re
from dataclasses import dataclass
from html import escape
from typing import Any

import altair as alt
import duckdb
import vl_convert

from reports.parts import Words
from reports.spec import Chart
from reports.tables import label, plain, rows, written

FONT = "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, Noto Sans SC, sans-serif"
PALETTE = ["#1F4E79", "#E08A3C", "#5B9279", "#7A6FA8", "#8C6D4F"]
INK, SOFT, LINE, LIMIT = "#1F2937", "#6B7280", "#E5E7EB", "#B91C1C"
AXIS_FORMATS = {
    "integer": ",.0f",
    "plain": ".0f",
    "decimal1": ",.1f",
    "decimal2": ",.2f",
    "decimal3": ",.2f",
    "percent1": ".0%",
    "percent2": ".0%",
}
NARROW, WIDE, HEIGHT, BAR = 440, 900, 240, 19
"""Sizes in pixels as on the page; `BAR` is what one bar of a sideways chart takes."""
AXIS_AND_LEGEND = 76
SIDES: dict[str, dict[str, Any]] = {
    "inside": {"align": "center", "baseline": "middle", "fontWeight": "bold"},
    "right": {"align": "left", "baseline": "middle", "dx": 5},
    "above": {"baseline": "bottom", "dy": -6},
    "below": {"baseline": "top", "dy": 7},
}
"""Where a figure is written, seen from its mark."""
VERSION = alt.SCHEMA_VERSION.rsplit(".", 1)[0]
CONFIG = {
    "axis": {
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "titleColor": SOFT,
        "labelColor": INK,
        "labelPadding": 6,
        "gridColor": LINE,
        "ticks": False,
    },
    "legend": {"labelFontSize": 11, "symbolType": "square", "labelColor": INK},
    "view": {"stroke": None},
    "font": FONT,
    "background": "#FFFFFF",
}
FIT = {"type": "fit", "contains": "padding"}
NO_ADDRESS = ["file:///nowhere/"]
"""Nothing may be loaded while drawing; the data stand in the chart."""


Row = dict[str, Any]


@dataclass(frozen=True)
class _Drawing:
    """A chart with its rows and the labels of its axes."""

    chart: Chart
    data: list[Row]
    labels: tuple[str, str]
    words: Words

    def axes(self, figure: str) -> Row:
        """Encodings of the names and of `figure`, along the axes the chart wants."""
        chart, (name_label, figure_label) = self.chart, self.labels
        groups = alt.Axis(title=name_label, labelAngle=0, labelLimit=250, labelFlush=False,
                        domainColor=SOFT)  # fmt: skip
        scale = alt.Axis(title=figure_label, format=AXIS_FORMATS[chart.format], tickCount=5,
                         labelFlush=False, grid=True, domain=False)  # fmt: skip
        at, up, x, y = ("y", "x", alt.Y, alt.X) if chart.is_sideways else ("x", "y", alt.X, alt.Y)
        return {
            at: x(chart.x, type="nominal", sort=None, axis=groups),
            up: y(figure, type="quantitative", axis=scale),
            **self.offset(at),
        }

    def offset(self, at: str) -> Row:
        """Bars of one name stand side by side, one a colour."""
        if self.chart.colour is None or self.chart.mark != "bar" or self.chart.is_stacked:
            return {}
        side = alt.XOffset if at == "x" else alt.YOffset
        return {f"{at}Offset": side(self.chart.colour, type="nominal", sort=self.colours())}

    def colours(self) -> list[str]:
        """What the colours tell apart, in the order of the table."""
        return list(dict.fromkeys(row[self.chart.colour] for row in self.data))

    def colour(self) -> Row:
        """The encoding of the colours, with a legend where there are several."""
        if self.chart.colour is None:
            return {"color": alt.value(PALETTE[0])}
        groups = self.colours()
        lights = [self.words.light(group) for group in groups]
        hues = [
            light.bar if light else PALETTE[index % len(PALETTE)]
            for index, light in enumerate(lights)
        ]
        scale = alt.Scale(domain=groups, range=hues)
        legend = alt.Legend(title=None, orient="top", direction="horizontal")
        color = alt.Color(self.chart.colour, type="nominal", scale=scale, legend=legend)
        return {"color": color}

    def layers(self) -> list[alt.Chart]:
        """The marks, their limit, and the figures in writing."""
        chart, base = self.chart, alt.Chart()
        if chart.mark == "bar":
            marks = base.mark_bar()
            limit = base.mark_tick(color=LIMIT, thickness=2.5, opacity=1)
        else:
            marks = base.mark_line(point=alt.OverlayMarkDef(size=55), strokeWidth=2.5)
            limit = base.mark_line(color=LIMIT, strokeDash=[5, 4], strokeWidth=1.5)
        turn = {"order": alt.Order("turn", type="quantitative")} if chart.is_stacked else {}
        layers = [marks.encode(**self.axes(chart.y), **self.colour(), **turn)]
        if chart.limit:
            layers.append(limit.encode(**self.axes(chart.limit)))
        return [*layers, *self.figures()]

    def figures(self) -> list[alt.Chart]:
        """The figures beside their marks, in the ink of their verdict."""
        ink = alt.Color("ink", type="nominal", scale=None)
        layers = []
        for side in dict.fromkeys(row["side"] for row in self.data):
            text = alt.Chart().mark_text(fontSize=11, **SIDES[side])
            text = text.transform_filter(alt.FieldEqualPredicate(field="side", equal=side))
            text = text.encode(**self.axes("place"), text="text:N", color=ink)
            if side in {"above", "below"}:
                # a white edge first, so that a line behind does not strike the figure through
                white = {"stroke": alt.value("#FFFFFF"), "strokeWidth": alt.value(3)}
                layers.append(text.encode(**white))
            layers.append(text)
        return layers

    def size(self) -> Row:
        """Width and height; sideways, each bar has the same thickness."""
        width = WIDE if self.chart.is_wide else NARROW
        if not self.chart.is_sideways:
            return {"width": width, "height": HEIGHT}
        names = {row[self.chart.x] for row in self.data}
        count = 1.6 * len(names) if self.chart.is_stacked else len(self.data)
        return {"width": width, "height": AXIS_AND_LEGEND + int(count * BAR)}


def draw_chart(
    connection: duckdb.DuckDBPyConnection,
    chart: Chart,
    words: Words,
    number: int,
    where: dict[str, Any],
) -> str | None:
    """One chart of the page as an `<svg>` element, or None when there is no row for `where`.

    `number` keeps the ids of one drawing apart from those of the others on the page.
    """
    data = _data(connection, chart, words, where)
    if not data:
        return None
    labels = (label(connection, chart.table, chart.x), label(connection, chart.table, chart.y))
    drawing = _Drawing(chart, data, labels, words)
    layered = alt.layer(*drawing.layers(), data=alt.Data(values=data)).properties(
        **drawing.size(),
        autosize=FIT,
        padding={"left": 4, "right": 44, "top": 6, "bottom": 4},
        config=CONFIG,
    )
    svg = vl_convert.vegalite_to_svg(
        layered.to_dict(), vl_version=VERSION, allowed_base_urls=NO_ADDRESS
    )
    return _inside(svg, number, chart.title)


def _data(
    connection: duckdb.DuckDBPyConnection, chart: Chart, words: Words, where: dict[str, Any]
) -> list[Row]:
    """The rows, each with the text and ink of its figure; a missing figure stands at nought."""
    wanted = [chart.x, chart.y, chart.colour, chart.limit, chart.verdict]
    names = list(dict.fromkeys(name for name in wanted if name))
    found = []
    for row in rows(connection, chart.table, names, chart.order, where=where):
        values = dict(zip(names, map(plain, row), strict=True))
        light = words.light(values.get(chart.verdict)) if chart.verdict else None
        values["ink"] = light.ink if light and light is not words.lights["met"] else INK
        values["text"] = written(values[chart.y], chart.format, words)
        values["turn"] = len(found)
        values[chart.x] = str(values[chart.x])
        found.append(values)
    _place_figures(chart, found)
    return found


def _place_figures(chart: Chart, data: list[Row]) -> None:
    """Where each figure is written: clear of its own mark, of its limit, of the line above."""
    tops = [value for row in data for value in (row[chart.y], row.get(chart.limit or "")) if value]
    near = (0.06 if chart.is_wide else 0.12) * max(tops, default=0)
    stacked: dict[str, float] = {}
    for row in data:
        value, limit = row[chart.y] or 0, row.get(chart.limit or "") or 0
        start = stacked.get(row[chart.x], 0)
        stacked[row[chart.x]] = start + value
        row["place"], row["side"] = value, "right" if chart.is_sideways else "above"
        if chart.is_stacked:
            row["place"], row["side"], row["ink"] = start + value / 2, "inside", "#FFFFFF"
            row["text"] = row["text"] if value else ""
        elif chart.mark == "bar" and 0 <= limit - value < near:
            row["place"] = limit
        elif chart.mark == "line":
            others = [other[chart.y] or 0 for other in data if other[chart.x] == row[chart.x]]
            row["side"] = "below" if value < max(others) else "above"


def _inside(svg: str, number: int, title: str) -> str:
    """The drawing made fit to stand in a page: its own ids, a title, any width."""
    svg = re.sub(r'\bid="', f'id="c{number}-', svg)
    svg = re.sub(r"url\(#", f"url(#c{number}-", svg)
    opening = re.match(r"<svg[^>]*>", svg)
    box = re.search(r'viewBox="[^"]+"', opening[0])
    return f'<svg {box[0]} role="img"><title>{escape(title)}</title>{svg[opening.end() :]}'
