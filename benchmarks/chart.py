"""Cost against size as a picture: both axes logarithmic, a line for each engine."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

FILE = Path(__file__).parent / "cost.svg"
LINK = "![Seconds to build against questions, both logarithmic](cost.svg)"
WIDTH, HEIGHT, LEFT, BOTTOM, RIGHT = 640, 400, 56, 44, 150
COLOURS = ("#0a5a42", "#5aa88c", "#b4451f", "#e0956f", "#3b5bab", "#777777")

Points = Sequence[tuple[int, float]]


def write(lines: Mapping[str, Points]) -> None:
    """Draw ``lines`` (size, seconds) into the file."""
    FILE.write_text(drawn(lines), encoding="utf-8")


def drawn(lines: Mapping[str, Points]) -> str:
    """The picture as SVG."""
    sizes = [size for points in lines.values() for size, _ in points]
    seconds = [second for points in lines.values() for _, second in points]
    across = _scale(min(sizes), max(sizes), LEFT, WIDTH - RIGHT)
    up = _scale(min(seconds), max(seconds), HEIGHT - BOTTOM, 24)
    marks = [_mark(across(size), HEIGHT - 20, f"{size:,}", "middle") for size in sorted(set(sizes))]
    marks += [_mark(LEFT - 8, up(tick) + 4, f"{tick:g} s", "end") for tick in _ticks(seconds)]
    names = iter(zip(lines.items(), COLOURS * len(lines), strict=False))
    drawings = [_line(name, points, colour, across, up) for (name, points), colour in names]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12"><title>Seconds to build against questions</title>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
        + "".join(marks + drawings)
        + "</svg>\n"
    )


def _scale(low: float, high: float, start: float, end: float):  # type: ignore[no-untyped-def]
    span = math.log(high / low) or 1
    return lambda value: start + (end - start) * math.log(value / low) / span


def _ticks(seconds: Sequence[float]) -> list[float]:
    steps = [base * 10.0**power for power in range(-2, 4) for base in (1, 3)]
    return [step for step in steps if min(seconds) <= step <= max(seconds)]


def _mark(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="#333333">{text}</text>'


def _line(name: str, points: Points, colour: str, across, up) -> str:  # type: ignore[no-untyped-def]
    places = [(across(size), up(second)) for size, second in points]
    path = " ".join(f"{x:.0f},{y:.0f}" for x, y in places)
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/>' for x, y in places)
    x, y = places[-1]
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'
        f'<text x="{x + 8:.0f}" y="{y + 4:.0f}" fill="{colour}">{escape(name)}</text>'
    )
