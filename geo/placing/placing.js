/* Where the names and values of a map stand, so that none hides another and each is seen to be its region's.

   A pure function: the same task gives the same places, in the browser and in the still picture. It measures nothing
   and knows no screen. Only +, -, *, / and square roots are used, which every engine rounds alike.

   A task: {size, panels: [box], obstacles: [box], labels, named}; where it is `named`, a line to a label is better than
   a value without its name, however little room there is. Boxes are [left, top, right, bottom] in pixels. A label:
   {panel, at: [x, y], rings: [[x0, y0, x1, y1, ...]], words: [[text, width]], space: width, value: [text, width] or
   null}. Its place: {lines, box, align, leader: [x0, y0, x1, y1] or null, valued}, or null where it has none. */
(function (root) {
  "use strict";
  var LEADING = 1.15;
  // What a place costs: the whole label on its own ground costs next to nothing, then comes a line to nobody's
  // ground, then a line to a neighbour's, and only then is something left out.
  var NOBODYS = 14, NEIGHBOURS = 60, VALUE_ALONE = 80, NAME_ALONE = 150;
  // Where a name has this little room (in squares of its letters' size), values without names say more than lines.
  var NARROW = 45, VALUE_ALONE_NARROW = 12;
  // Lines to names beside the map are drawn for so many labels of a panel; for more where there is much room.
  var MOST_LINES = 30, WIDE = 60;
  // A label that costs less than this stands so well that nothing else is looked for.
  var WELL = 5;
  // How much of a label's box, and of its letters, may stand on others' ground without a line; how much of both must
  // stand on its own. The cells are coarse: what they count as 0.14 of a box is less than 0.15.
  var MOST_FOREIGN = 0.14, FOREIGN_LETTERS = 0.08, LEAST_OWN = 0.76;
  var ALL_OWN = { own: 1, foreign: 0 };
  // How far from its region a name may stand, in heights of its letters.
  var FARTHEST = 30;
  // Directions around a point, written out since engines differ in the last digit of a sine.
  var QUARTER = [[1, 0], [0.97, 0.26], [0.87, 0.5], [0.71, 0.71], [0.5, 0.87], [0.26, 0.97]];
  var AROUND = [];
  QUARTER.forEach(function (d) { AROUND.push(d, [-d[1], d[0]], [-d[0], -d[1]], [d[1], -d[0]]); });

  root.petaPlace = function (task) {
    var places = task.labels.map(function () { return null; });
    task.panels.forEach(function (box, panel) {
      var members = [];
      task.labels.forEach(function (label, at) { if (label.panel === panel) members.push(at); });
      if (!members.length || box[2] - box[0] < task.size || box[3] - box[1] < task.size) return;
      var labels = members.map(function (at) { return task.labels[at]; });
      placePanel(labels, box, task).forEach(function (place, k) { places[members[k]] = place; });
    });
    return places;
  };

  function placePanel(labels, box, task) {
    var size = task.size, ground = root.petaGround(box, size / 4, labels.map(function (l) { return l.rings; }));
    var room = (box[2] - box[0]) * (box[3] - box[1]) / labels.length / (size * size);
    var panel = { box: box, size: size, ground: ground, obstacles: task.obstacles, narrow: room < NARROW && !task.named, lines: labels.length <= MOST_LINES || room > WIDE };
    var items = labels.map(function (label, k) { return { k: k, label: label, at: anchor(ground, k, label, box) }; });
    panel.tiny = panel.lines ? tiny(items, ground, size) : [];
    items.forEach(function (item) { item.choices = item.at ? choices(item, panel) : []; });
    return root.petaChoose(items.map(function (item) { return item.choices; }), size).map(said);
  }

  /* The point of a region that a line leads to: its label point, or where that is out of sight, one in the middle. */
  function anchor(ground, k, label, box) {
    var land = ground.lands[k], x = label.at[0], y = label.at[1];
    if (!land) return x > box[0] && y > box[1] && x < box[2] && y < box[3] ? label.at : null;
    if (ground.owns(k, x, y)) return label.at;
    var middle = [(land.c0 + land.c1) / 2, (land.r0 + land.r1) / 2], best = null, least = Infinity;
    for (var r = land.r0; r < land.r1; r++) for (var c = land.c0; c < land.c1; c++) {
      var p = ground.middle(c, r), far = (c - middle[0]) * (c - middle[0]) + (r - middle[1]) * (r - middle[1]);
      if (far < least && ground.owns(k, p[0], p[1])) { least = far; best = p; }
    }
    return best;
  }

  /* Regions so small that another's name would hide them: their boxes, by region. */
  function tiny(items, ground, size) {
    var found = [];
    items.forEach(function (item) {
      var land = ground.lands[item.k];
      if (!item.at || (land && ((land.c1 - land.c0) * ground.cell > 3 * size || (land.r1 - land.r0) * ground.cell > 2.5 * size))) return;
      var low = land ? ground.middle(land.c0, land.r0) : item.at, high = land ? ground.middle(land.c1 - 1, land.r1 - 1) : item.at;
      found.push({ k: item.k, box: [low[0] - 2, low[1] - 2, high[0] + 2, high[1] + 2] });
    });
    return found;
  }

  /* The places that a label may take, cheapest first. */
  function choices(item, panel) {
    var label = item.label, found = [], alone = panel.narrow ? VALUE_ALONE_NARROW : VALUE_ALONE;
    var whole = shapes(label, true, panel.size), name = label.value ? shapes(label, false, panel.size) : [];
    var value = label.value ? [shape([], label.value, panel.size)] : [];
    own(item, panel, whole, 0, found);
    var least = found.length ? found[0].cost : Infinity;
    if (least > WELL) {
      own(item, panel, value, alone, found);
      own(item, panel, name, NAME_ALONE, found);
    }
    if (panel.lines && least > WELL) {
      whole.slice(0, 2).forEach(function (way) { beside(item, panel, way, 0, found); });
      if (value.length) beside(item, panel, value[0], VALUE_ALONE, found);
    }
    return found.sort(cheaper);
  }

  /* The ways to write a label: its name on one, two or three lines, each as even as it can be. */
  function shapes(label, valued, size) {
    var ways = [], words = label.words, value = valued ? label.value : null;
    [1, 2, 3].forEach(function (lines) {
      var split = lines <= words.length && evenest(words, lines, label.space);
      if (!split) return;
      var way = shape(split, value, size), last = ways[ways.length - 1];
      if (!last || way.width < last.width - 1) ways.push(way);
    });
    return ways;
  }

  function shape(split, value, size) {
    var lines = value ? split.concat([value]) : split;
    var width = lines.reduce(function (most, line) { return Math.max(most, line[1]); }, 0);
    return { lines: lines, width: width, height: lines.length * size * LEADING, valued: !!value, cost: split.length > 1 ? 1.2 * split.length - 1 : 0 };
  }

  /* Words on so many lines that the longest line is as short as can be. */
  function evenest(words, lines, space) {
    if (lines === 1) return [joined(words, space)];
    var best = null;
    for (var first = 1; first <= words.length - lines + 1; first++) {
      var rest = evenest(words.slice(first), lines - 1, space), way = [joined(words.slice(0, first), space)].concat(rest);
      var width = way.reduce(function (most, line) { return Math.max(most, line[1]); }, 0);
      if (!best || width < best.width) best = { width: width, way: way };
    }
    return best.way;
  }

  function joined(words, space) {
    return [words.map(function (w) { return w[0]; }).join(" "), words.reduce(function (sum, w) { return sum + w[1]; }, (words.length - 1) * space)];
  }

  /* Places on the region's own ground, a few of each shape that lie apart from each other. Large regions are looked
     through in wide steps, since there is room everywhere; only where that finds little, in small ones. */
  function own(item, panel, ways, cost, found) {
    var land = panel.ground.lands[item.k];
    if (!land) return;
    var fine = Math.max(1, Math.floor(Math.sqrt((land.c1 - land.c0) * (land.r1 - land.r0) / 250)));
    ways.some(function (way) {
      var here = standings(item, panel, way, land, 3 * fine);
      if (!plenty(here)) here = standings(item, panel, way, land, fine);
      apart(here, 0.7 * panel.size, 8).forEach(function (place) { place.cost += cost + way.cost; found.push(place); });
      return plenty(here); // a name that stands well on one line needs no second
    });
    found.sort(cheaper);
  }

  function plenty(places) { return places.length > 3 && places[0].cost < 1.5; }

  function standings(item, panel, way, land, step) {
    var here = [];
    for (var r = land.r0; r < land.r1; r += step) for (var c = land.c0; c < land.c1; c += step) {
      var place = standing(item, panel, way, panel.ground.middle(c, r));
      if (place) here.push(place);
    }
    return here.sort(cheaper);
  }

  function cheaper(a, b) { return a.cost - b.cost; }

  /* A label around `middle`, if enough of it stands on its own ground; what hangs over costs, and so does a border nearby. */
  function standing(item, panel, way, middle) {
    var ground = panel.ground, k = item.k, size = panel.size;
    if (!ground.owns(k, middle[0], middle[1])) return null;
    var box = around(middle, way), whole = ground.own(k, box);
    if (whole < LEAST_OWN || ground.taken(box) - whole > MOST_FOREIGN || !free(box, panel, k)) return null;
    var part = whole === 1 ? ALL_OWN : letters(item, panel, way, box);
    if (part.own < LEAST_OWN || part.foreign > FOREIGN_LETTERS) return null;
    var near = ground.own(k, [box[0] - 0.5 * size, box[1] - 0.4 * size, box[2] + 0.5 * size, box[3] + 0.4 * size]);
    var cost = 150 * part.foreign + 30 * (1 - part.own - part.foreign) + 4 * (1 - near) + 0.2 * distance(middle, item.at) / size;
    return { way: way, box: box, align: "center", leader: null, cost: cost };
  }

  /* Which part of a label's letters, line by line, stands on its own ground and on others'. */
  function letters(item, panel, way, box) {
    var own = 0, foreign = 0, all = 0, tall = (box[3] - box[1]) / way.lines.length, middle = (box[0] + box[2]) / 2;
    way.lines.forEach(function (line, i) {
      var top = box[1] + i * tall, half = line[1] / 2, strip = [middle - half, top + 0.15 * tall, middle + half, top + 0.85 * tall];
      var part = panel.ground.own(item.k, strip);
      own += part * line[1];
      foreign += (panel.ground.taken(strip) - part) * line[1];
      all += line[1];
    });
    return { own: own / all, foreign: foreign / all };
  }

  /* Places beside the region with a line to it. */
  function beside(item, panel, way, cost, found) {
    var before = found.length;
    AROUND.forEach(function (to) { outwards(item, panel, way, to, cost + NOBODYS, found); });
    if (found.length - before < 8) anywhere(item, panel, way, cost + NOBODYS, found);
    AROUND.forEach(function (to) {
      [1.5, 3, 5.5].forEach(function (ring) { keep(found, tied(item, panel, way, off(item.at, to, ring, panel, way), cost + NEIGHBOURS)); });
    });
  }

  /* The first places in a direction that are nobody's ground. */
  function outwards(item, panel, way, to, cost, found) {
    for (var ring = 1, taken = 0; taken < 3 && ring < FARTHEST; ring += taken ? 1.5 : ring < 6 ? 0.5 : 1) {
      var middle = off(item.at, to, ring, panel, way), box = around(middle, way);
      if (!within(box, panel.box)) return;
      if (panel.ground.isNobodys(box) && keep(found, tied(item, panel, way, middle, cost))) taken++;
    }
  }

  /* Nobody's ground anywhere in the panel: what remains where the directions end at borders and controls. */
  function anywhere(item, panel, way, cost, found) {
    var here = [], step = panel.size, box = panel.box;
    for (var y = box[1] + way.height / 2; y + way.height / 2 <= box[3]; y += step / 2) {
      for (var x = box[0] + way.width / 2; x + way.width / 2 <= box[2]; x += step) {
        if (panel.ground.isNobodys(around([x, y], way))) keep(here, tied(item, panel, way, [x, y], cost));
      }
    }
    apart(here.sort(cheaper), 1.5 * step, 12).forEach(function (place) { found.push(place); });
  }

  function off(at, to, ring, panel, way) {
    return [at[0] + to[0] * (ring * panel.size + way.width / 2), at[1] + to[1] * (ring * panel.size + way.height / 2)];
  }

  function keep(found, place) {
    if (place) found.push(place);
    return !!place;
  }

  /* A label around `middle` with a line from its region; letters begin or end where the line comes. */
  function tied(item, panel, way, middle, cost) {
    var box = around(middle, way), at = item.at;
    if (!free(box, panel, item.k)) return null;
    var align = at[0] < box[0] ? "left" : at[0] > box[2] ? "right" : "center", half = panel.size * LEADING / 2;
    var near = way.lines[at[1] < middle[1] ? 0 : way.lines.length - 1][1] / 2;
    var end = align === "center" ? [clamp(at[0], middle[0] - near, middle[0] + near), at[1] < box[1] ? box[1] : box[3]]
      : [align === "left" ? box[0] : box[2], clamp(at[1], box[1] + half, box[3] - half)];
    if (align === "center" && at[1] > box[1] && at[1] < box[3]) return null;
    var far = distance(at, end), gap = Math.min(2, far / 2) / (far || 1);
    var leader = [at[0], at[1], end[0] + (at[0] - end[0]) * gap, end[1] + (at[1] - end[1]) * gap];
    if (panel.obstacles.some(function (o) { return root.petaCrosses(leader, o); })) return null;
    return { way: way, box: box, align: align, leader: leader, cost: cost + way.cost + 0.9 * far / panel.size };
  }

  /* Inside the panel, clear of what stands there, and on no region that it would hide. */
  function free(box, panel, k) {
    return within(box, panel.box) &&
      !panel.obstacles.some(function (o) { return meet(box, o, 1); }) &&
      !panel.tiny.some(function (t) { return t.k !== k && meet(box, t.box, 0); });
  }

  /* The first of a sorted list that lie at least `gap` apart. */
  function apart(places, gap, most) {
    var kept = [];
    for (var i = 0; i < places.length && kept.length < most; i++) {
      var b = places[i].box;
      if (kept.every(function (p) { return Math.abs(p.box[0] - b[0]) + Math.abs(p.box[1] - b[1]) >= gap; })) kept.push(places[i]);
    }
    return kept;
  }

  function around(middle, way) {
    return [middle[0] - way.width / 2, middle[1] - way.height / 2, middle[0] + way.width / 2, middle[1] + way.height / 2];
  }

  function said(place) {
    if (!place) return null;
    var lines = place.way.lines.map(function (line) { return line[0]; });
    return { lines: lines, box: place.box, align: place.align, leader: place.leader, valued: place.way.valued };
  }

  function within(a, b) { return a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3]; }

  function meet(a, b, gap) { return a[0] < b[2] + gap && a[2] > b[0] - gap && a[1] < b[3] + gap && a[3] > b[1] - gap; }

  function clamp(x, low, high) { return Math.max(low, Math.min(x, high)); }

  function distance(a, b) { return Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])); }
})(globalThis);
