"""draw_chart: a chart as an SVG picture, by matplotlib; nothing else names that library.

Text stays text, so that the reader's own Chinese font draws it. Loaded when the first chart is
asked for: answering waits for none of it.
"""

from __future__ import annotations

import io
import unicodedata
import warnings
from dataclasses import dataclass
from threading import Lock

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from qa_service.chart import Bar, Chart, Shape, bar_label

# matplotlib keeps these for the whole process and is not made for threads: one chart at a time.
_DRAWING = Lock()
matplotlib.rcParams["svg.fonttype"] = "none"
matplotlib.rcParams["svg.hashsalt"] = "budget-qa"
_OWN_FONT = "DejaVu Sans"
_FONTS = (
    "system-ui, 'PingFang SC', 'Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei', sans-serif"
)

_POINTS = 72  # an inch; a point of the picture is a pixel of the page
_TEXT, _SMALL = 13, 12
_LINE = 20
_EDGE = 8
_DIGIT = 7.5  # as wide as a digit of the small type
WIDTHS = {"narrow": 320, "wide": 720}


@dataclass(frozen=True)
class _Ink:
    text: str
    quiet: str
    line: str
    series: tuple[str, ...]


_INKS = {
    "light": _Ink(
        "#20262b",
        "#5b656d",
        "#dfdcd3",
        ("#1c5878", "#c77d2b", "#5f8f5a", "#8b5a8c", "#b0493f", "#6b7278"),
    ),
    "dark": _Ink(
        "#e7e5df",
        "#a3abb1",
        "#363c42",
        ("#8fc3df", "#e0a75e", "#98c791", "#c79ac8", "#e58f86", "#a9b1b8"),
    ),
}


def draw_chart(chart: Chart, theme: str, width: str) -> bytes:
    """The chart as SVG, `theme` light or dark, `width` narrow (a phone's) or wide."""
    with _DRAWING:
        figure = _columns(chart, _INKS[theme], WIDTHS[width])
        out = io.BytesIO()
        with warnings.catch_warnings():
            # The browser has the glyphs; matplotlib's own font need not.
            warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from font")
            bare = {"Date": None, "Creator": None}
            figure.savefig(out, format="svg", transparent=True, metadata=bare)
    svg = out.getvalue().decode()
    return svg.replace(f"'{_OWN_FONT}'", _FONTS).encode()


def _columns(chart: Chart, ink: _Ink, width: int) -> Figure:
    if chart.shape is Shape.YEARS:
        return _over_years(chart, ink, width)
    return _below_one_another(chart, ink, width)


def _figure(width: int, height: int) -> Figure:
    figure = Figure(figsize=(width / _POINTS, height / _POINTS), dpi=_POINTS)
    FigureCanvasSVG(figure)
    return figure


def _whole(figure: Figure, width: int, height: int) -> Axes:
    """Axes over the whole picture whose units are its pixels, from the top left corner."""
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    return axes


def _over_years(chart: Chart, ink: _Ink, width: int) -> Figure:
    """Columns over years; the names of the series stand above, a line each."""
    series, groups = chart.series, chart.groups
    named = series if len(series) > 1 else []
    top = _EDGE + _LINE * (1 + len(named)) + 12
    height = top + 230
    figure = _figure(width, height)
    page = _whole(figure, width, height)
    _write(page, _EDGE, _EDGE + 12, f"单位：{chart.unit.name}", ink.quiet)
    for number, name in enumerate(named, 1):
        _key(page, _EDGE + _LINE * number, _shortened(name, width - 40), ink, number - 1)
    left, bottom = 62, 30
    axes = figure.add_axes(
        (left / width, bottom / height, 1 - (left + _EDGE) / width, 1 - (top + bottom) / height)
    )
    axes.patch.set_alpha(0)
    breadth = 0.76 / len(series)
    slot = (width - left - _EDGE) / (len(groups) + 0.2) * breadth
    labelled = all(len(bar_label(chart, bar)) * _DIGIT < slot for bar in chart.bars if bar.yuan)
    for bar in chart.bars:
        number = series.index(bar.series)
        at = groups.index(bar.group) + (number - (len(series) - 1) / 2) * breadth
        color = ink.series[number]
        axes.bar(at, _drawn(chart, bar), breadth * 0.9, color=color, zorder=2)
        if labelled or bar.yuan is None:
            told = bar_label(chart, bar) if bar.yuan is not None else "无"
            _write(axes, at, _drawn(chart, bar), told, ink.quiet, ha="center", above=4)
    axes.set_xticks(range(len(groups)), [f"{group}年" for group in groups])
    axes.set_xlim(-0.6, len(groups) - 0.4)
    axes.margins(y=0.14)
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axes.grid(axis="y", color=ink.line, linewidth=1, zorder=0)
    axes.axhline(0, color=ink.quiet, linewidth=1, zorder=3)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, labelsize=_SMALL, labelcolor=ink.quiet)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontfamily(_OWN_FONT)
    return figure


def _below_one_another(chart: Chart, ink: _Ink, width: int) -> Figure:
    """Bars below one another, each group's name above its bars, each amount behind its bar."""
    series, groups = chart.series, chart.groups
    named = series if len(series) > 1 else []
    start = _EDGE + _LINE * (1 + len(named)) + 8
    block = _LINE + 18 * len(series) + 8
    height = start + block * len(groups) + _EDGE
    figure = _figure(width, height)
    page = _whole(figure, width, height)
    _write(page, _EDGE, _EDGE + 12, f"单位：{chart.unit.name}", ink.quiet)
    for number, name in enumerate(named, 1):
        _key(page, _EDGE + _LINE * number, _shortened(name, width - 40), ink, number - 1)
    amounts = [_drawn(chart, bar) for bar in chart.bars]
    room = width - 2 * _EDGE - 100  # behind the longest bar its amount is written
    span = max(max(amounts), 0) - min(min(amounts), 0) or 1
    zero = _EDGE + room * -min(min(amounts), 0) / span
    for bar in chart.bars:
        row = start + block * groups.index(bar.group)
        number = series.index(bar.series)
        if number == 0:
            _write(page, _EDGE, row + 14, _shortened(bar.group, width - 2 * _EDGE), ink.text)
        middle = row + _LINE + 18 * number + 9
        length = room * _drawn(chart, bar) / span
        page.barh(middle, length, 13, left=zero, color=ink.series[number])
        end = zero + max(length, 0) + 6
        _write(page, end, middle + 4, bar_label(chart, bar), ink.quiet)
    page.plot((zero, zero), (start, height - _EDGE), color=ink.quiet, linewidth=1)
    return figure


def _drawn(chart: Chart, bar: Bar) -> float:
    """How long a bar is: the only place where an amount is a float, for the eye alone."""
    return 0.0 if bar.yuan is None else float(chart.in_unit(bar.yuan))


def _key(page: Axes, top: float, name: str, ink: _Ink, number: int) -> None:
    page.bar(_EDGE + 6, 12, 12, bottom=top + 2, color=ink.series[number])
    _write(page, _EDGE + 20, top + 13, name, ink.text)


def _write(
    axes: Axes, x: float, y: float, text: str, color: str, *, ha: str = "left", above: int = 0
) -> None:
    """A line of text; a name out of a document is never taken for a formula."""
    axes.annotate(
        text,
        (x, y),
        (0, above),
        textcoords="offset points",
        color=color,
        fontsize=_TEXT if not above else _SMALL,
        fontfamily=_OWN_FONT,
        ha=ha,
        va="baseline",
        parse_math=False,
        annotation_clip=False,
    )


def _shortened(name: str, room: int) -> str:
    """As much of a name as fits: a Chinese character is as wide as the type is high."""
    taken = 0.0
    for count, character in enumerate(name):
        taken += _TEXT * (1 if unicodedata.east_asian_width(character) in "WF" else 0.6)
        if taken > room:
            return name[: max(count - 1, 1)] + "…"
    return name
