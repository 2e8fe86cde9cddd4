"""The names on a map that is on the screen, held against the one placer (geo/placing)."""

from __future__ import annotations

import json
import math
import re
from dataclasses import asdict

import pytest
from playwright.sync_api import Frame

from geo.placing import Box, Label, Task, place
from tests.geo.placing.tasks import problems

_NAMES = """() => {
  const frame = petaMap.getContainer().getBoundingClientRect();
  const box = node => { const b = node.getBoundingClientRect(); return [b.left - frame.left, b.top - frame.top, b.right - frame.left, b.bottom - frame.top]; };
  const wide = node => { const r = document.createRange(); r.selectNodeContents(node); return r.getBoundingClientRect().width; };
  const names = [...document.querySelectorAll('.peta-label')].filter(n => n.textContent && n.style.display !== 'none');
  return {
    ...petaMap.petaPlaced,
    drawn: names.map(n => ({ lines: [...n.children].map(l => l.textContent), wide: Math.max(...[...n.children].map(wide)), box: box(n) })),
    lines: document.querySelectorAll('.peta-leader').length,
    controls: [...document.querySelectorAll('.leaflet-control')].map(box),
  };
}"""


def _at_rest(frame: Frame) -> dict:
    """The names once they have stopped moving: a map that is zoomed glides to its place."""
    before, said = None, frame.evaluate(_NAMES)
    for _ in range(20):
        if said == before:
            break
        frame.page.wait_for_timeout(100)
        before, said = said, frame.evaluate(_NAMES)
    return said


def well_placed(frame: Frame) -> None:
    """No name on another or under a control, each on its own ground or with a line; placed and drawn as in Python."""
    said = _at_rest(frame)
    task = Task(**{**said["task"], "labels": [Label(**one) for one in said["task"]["labels"]]})
    places = place(task)
    assert problems(task, places) == []
    assert json.loads(json.dumps([one and asdict(one) for one in places])) == said["places"]
    shown = [one for one in places if one]
    assert len(said["drawn"]) == len(shown) > 4 and said["lines"] == sum(bool(one.leader) for one in shown)
    for one in shown:
        node = _nearest(said["drawn"], one.box)
        assert re.sub(r"\d", "0", "".join(node["lines"])) == re.sub(r"\d", "0", "".join(one.lines))
        assert node["box"] == pytest.approx(one.box, abs=1.5)
        assert node["wide"] <= one.box[2] - one.box[0] + 1
        for left, top, right, bottom in said["controls"]:
            assert right <= one.box[0] or one.box[2] <= left or bottom <= one.box[1] or one.box[3] <= top


# What lies under the legend, which lets the mouse through, and under the credit.
_UNDER = """() => [...document.querySelectorAll('.peta-legend, .leaflet-control-attribution')].flatMap(node => {
  const box = node.getBoundingClientRect(), found = [], off = node.style.pointerEvents;
  node.style.pointerEvents = 'none';
  for (let i = 0.5; i < 16; i++) for (let j = 0.5; j < 16; j++) {
    const seen = document.elementFromPoint(box.left + box.width * i / 16, box.top + box.height * j / 16);
    if (seen && seen.matches('.peta-region, .peta-scale, .peta-frame')) found.push(seen.dataset.code || seen.getAttribute('class'));
  }
  node.style.pointerEvents = off;
  return found;
})"""


def nothing_under(frame: Frame) -> None:
    """No region lies under the legend or the credit of a map that nobody moved."""
    assert set(frame.evaluate(_UNDER)) == set()


def _nearest(drawn: list[dict], box: Box) -> dict:
    return min(drawn, key=lambda node: math.dist(node["box"], box))
