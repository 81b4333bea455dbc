"""Charts of a run as inline SVG: drawn by us, no script, each with words for who cannot see it."""

from collections.abc import Mapping
from html import escape
from typing import Any

_PARTS = (("right", "答对"), ("refused", "拒答"), ("wrong", "答错"), ("failed", "没有回答"))
_WIDTH = 100  # of the drawing's own units; the page decides how wide that is
_HEIGHT = 8


def legend() -> str:
    """What the colours of the bars mean."""
    items = (
        f'<li><svg class="key" viewBox="0 0 8 8" aria-hidden="true">'
        f'<rect class="{key}" width="8" height="8"/></svg>{name}</li>'
        for key, name in _PARTS
    )
    return f'<ul class="legend">{"".join(items)}</ul>'


def stacked_bar(tally: Mapping[str, Any]) -> str:
    """Right, refused, wrong and failed as shares of one bar."""
    said = "，".join(f"{name} {tally[key]}" for key, name in _PARTS if tally[key])
    drawn, at = [], 0.0
    for key, _ in _PARTS:
        width = _WIDTH * tally[key] / tally["cases"] if tally["cases"] else 0.0
        if width:
            drawn.append(
                f'<rect class="{key}" x="{at:.2f}" width="{width:.2f}" height="{_HEIGHT}"/>'
            )
        at += width
    return _svg("".join(drawn), said)


def interval_bar(rate: Mapping[str, Any]) -> str:
    """A share with the interval it may truly lie in; nothing where it is a share of nothing."""
    if rate["value"] is None or rate["interval"] is None:
        return ""
    value, (low, high) = rate["value"] * _WIDTH, (end * _WIDTH for end in rate["interval"])
    said = f"{rate['value']:.1%}，95% 置信区间 {low / _WIDTH:.1%} 到 {high / _WIDTH:.1%}"
    drawn = (
        f'<rect class="ground" width="{_WIDTH}" height="{_HEIGHT}"/>'
        f'<rect class="range" x="{low:.2f}" y="2" width="{high - low:.2f}" height="4"/>'
        f'<rect class="point" x="{max(value - 0.5, 0):.2f}" width="1" height="{_HEIGHT}"/>'
    )
    return _svg(drawn, said)


def _svg(drawn: str, said: str) -> str:
    return (
        f'<svg class="bar" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(said, quote=True)}"><title>{escape(said)}</title>{drawn}</svg>'
    )
