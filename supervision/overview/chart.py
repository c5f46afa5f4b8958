"""A small line chart as plain numbers for an SVG; the page shows the same figures as a table."""

from __future__ import annotations

WIDTH, HEIGHT = 640, 160


def trend_chart(weeks: list[dict]) -> dict:
    """Two lines, red and amber, over the weeks; empty when there are fewer than two weeks."""
    if len(weeks) < 2:
        return {}
    top = max(max(week["red"], week["amber"]) for week in weeks) or 1
    step = WIDTH / (len(weeks) - 1)

    def line(name: str) -> str:
        points = (f"{i * step:.1f},{HEIGHT - week[name] / top * HEIGHT:.1f}" for i, week in enumerate(weeks))
        return " ".join(points)

    return {"width": WIDTH, "height": HEIGHT, "top": top, "red": line("red"), "amber": line("amber")}
