/* Where the areas, the legend and the credit stand in a frame: a pure function that measures nothing and knows no screen.

   The areas lie 1,000 km apart, so each has a box and a scale of its own, side by side or, in a narrow frame, one above
   the other; the first is the largest and gets two thirds. The legend stands in a corner of the first box: the shapes of
   that box make way for it, since what is under a legend cannot be read. Where they would have to become much smaller, it
   stands below all boxes in as many columns as fit, as in a narrow frame. The credit always stands below. */
(function (root) {
  "use strict";
  var NARROW = 620; // pixels of a frame in which boxes stand one above the other
  var PAD = 12, GAP = 14, HEAD = 26, FOOT = 14; // around shapes, between boxes, for the caption and for the scale bar; units
  var LEAST = 0.8, STEP = 0.02; // how much of their size shapes keep beside a legend, and by how much they are made smaller
  var SHARES = [0.5, 0.75, 1]; // how much of the free ground of a box lies on the legend's side

  /* ask: {frame: [w, h], credit: its height, size: of letters, legend: {side: [w, h] in one column, heading, line: heights
     of its heading and of a line, lines: how many} or null, kept: the `puts` of before in this very frame or null, areas:
     [{id, bounds, points: [x, y, ...]}]}, in pixels and in metres of the map. Gives {size, boxes, puts: area -> {scale, left, top}} in units, 1,000 in the frame's width; {single,
     tall, foot: pixels below the boxes, legend: its box in pixels or null, columns: of a legend below, 0 in a corner}. */
  root.petaLayOut = function (ask) {
    var tall = ask.frame[0] < NARROW, legend = ask.legend;
    var cornered = tall && legend ? null : laid(ask, tall, ask.credit, 0);
    // Shapes stay where they are as long as the legend of another indicator has room beside them.
    if (cornered && ask.kept && stays(cornered, ask)) return cornered;
    if (!legend) return cornered;
    if (cornered && beside(cornered, ask)) return cornered;
    var columns = tall ? 2 : Math.max(1, Math.floor((ask.frame[0] - 16) / (legend.side[0] + 18)));
    var high = legend.heading + Math.ceil(legend.lines / columns) * legend.line;
    var found = laid(ask, tall, ask.credit + high + 4, columns);
    found.legend = [8, ask.frame[1] - ask.credit - high, ask.frame[0] - 8, ask.frame[1] - ask.credit];
    return found;
  };

  /* The corners of the first box for something of `size` [wide, high], in pixels, below its caption and above its scale bar;
     ask: {frame, size} as above. The legend tries them from the first on, the zoom buttons from the last. */
  root.petaCorners = function (layout, ask, size) {
    var box = layout.boxes[Object.keys(layout.boxes)[0]], px = ask.frame[0] / 1000, w = size[0], h = size[1];
    var left = box[0] * px + 8, right = box[2] * px - 8 - w;
    var top = box[1] * px + (layout.single ? 8 : 12 + 1.3 * ask.size), bottom = box[3] * px - 8 - h;
    if (bottom < top || right < left) return [];
    return [[left, top, true, true], [left, bottom - 16, true, false], [right, top, false, true], [right, bottom, false, false]]
      .map(function (c) { return { box: [c[0], c[1], c[0] + w, c[1] + h], west: c[2], north: c[3] }; });
  };

  function laid(ask, tall, foot, columns) {
    var width = 1000, height = Math.round(Math.max(0.3, (ask.frame[1] - foot) / Math.max(ask.frame[0], 1)) * 1000);
    var boxes = boxesOf(ask.areas, tall, width, height), single = ask.areas.length === 1, puts = {};
    ask.areas.forEach(function (area) { puts[area.id] = put(area, boxes[area.id], single, 1, [0.5, 0.5]); });
    return { size: [width, height], boxes: boxes, puts: puts, single: single, tall: tall, foot: foot, legend: null, columns: columns };
  }

  function boxesOf(areas, tall, width, height) {
    var side = areas.length - 1, share = tall ? 0.56 : 0.66, boxes = {};
    areas.forEach(function (area, i) {
      if (!side) boxes[area.id] = [0, 0, width, height];
      else if (i === 0) boxes[area.id] = tall ? [0, 0, width, height * share] : [0, 0, width * share, height];
      else if (tall) {
        var w = (width - GAP * (side - 1)) / side;
        boxes[area.id] = [(i - 1) * (w + GAP), height * share + GAP, (i - 1) * (w + GAP) + w, height];
      } else {
        var h = (height - GAP * (side - 1)) / side;
        boxes[area.id] = [width * share + GAP, (i - 1) * (h + GAP), width, (i - 1) * (h + GAP) + h];
      }
    });
    return boxes;
  }

  /* Shapes as large as their box has room for, times `part`; `share` of the free ground (wide, high) lies before them. */
  function put(area, box, single, part, share) {
    var head = single ? 8 : HEAD, foot = single ? 8 : FOOT, b = area.bounds;
    var w = box[2] - box[0] - 2 * PAD, h = box[3] - box[1] - 2 * PAD - head - foot;
    var scale = Math.min(w / (b[2] - b[0]), h / (b[3] - b[1])) * part;
    return {
      scale: scale,
      left: box[0] + PAD + (w - scale * (b[2] - b[0])) * share[0],
      top: box[1] + PAD + head + (h - scale * (b[3] - b[1])) * share[1]
    };
  }

  /* Gives the legend a corner that the shapes leave where they are; false where there is none. */
  function stays(layout, ask) {
    var area = ask.areas[0], put = ask.kept[area.id];
    var free = ask.legend ? root.petaCorners(layout, ask, ask.legend.side).filter(function (corner) {
      return !touched(area, put, corner.box, 1000 / ask.frame[0]);
    }) : [];
    if (ask.legend && !free.length) return false;
    layout.puts = ask.kept;
    layout.legend = free.length ? free[0].box : null;
    return true;
  }

  /* Gives the legend the corner in which the shapes of the first box can stay largest; false where there is none. */
  function beside(layout, ask) {
    var area = ask.areas[0], box = layout.boxes[area.id], spots = root.petaCorners(layout, ask, ask.legend.side);
    for (var part = 1; part > LEAST; part -= STEP) {
      for (var s = 0; s < SHARES.length; s++) {
        for (var c = 0; c < spots.length; c++) {
          var spot = spots[c], share = [spot.west ? SHARES[s] : 1 - SHARES[s], spot.north ? SHARES[s] : 1 - SHARES[s]];
          var one = put(area, box, layout.single, part, share);
          if (touched(area, one, spot.box, 1000 / ask.frame[0])) continue;
          layout.puts[area.id] = one;
          layout.legend = spot.box;
          return true;
        }
      }
    }
    return false;
  }

  /* Whether a point of the shapes lies in a box of pixels or close to it. */
  function touched(area, put, box, unit) {
    var b = area.bounds, gap = 4, points = area.points;
    var x0 = b[0] + ((box[0] - gap) * unit - put.left) / put.scale, x1 = b[0] + ((box[2] + gap) * unit - put.left) / put.scale;
    var y1 = b[3] - ((box[1] - gap) * unit - put.top) / put.scale, y0 = b[3] - ((box[3] + gap) * unit - put.top) / put.scale;
    for (var i = 0; i < points.length; i += 2) {
      if (points[i] > x0 && points[i] < x1 && points[i + 1] > y0 && points[i + 1] < y1) return true;
    }
    return false;
  }
})(globalThis);
