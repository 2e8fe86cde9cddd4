/* Whose ground is where: a grid over one panel of the map, each cell owned by one region or by nobody.

   Counting the cells under a box is four look-ups in a table of sums, whatever the shapes: what stands on whose
   ground can then be asked tens of thousands of times in a few milliseconds. */
(function (root) {
  "use strict";

  /* `box` is the panel in pixels, `cell` the side of a cell; a shape is a list of rings [x0, y0, x1, y1, ...]. */
  root.petaGround = function (box, cell, shapes) {
    var cols = Math.max(1, Math.ceil((box[2] - box[0]) / cell)), rows = Math.max(1, Math.ceil((box[3] - box[1]) / cell));
    var owner = new Int16Array(cols * rows);
    var lands = shapes.map(function (rings, k) { return settle(owner, cols, rows, crossings(rings, box, cell, rows), k + 1, box, cell); });
    var all = sums(owner, cols, 0, 0, cols, rows, 0);
    lands.forEach(function (land, k) { if (land) land.table = sums(owner, cols, land.c0, land.r0, land.c1, land.r1, k + 1); });

    /* Which part of the cells that a box touches are in a table. */
    function share(table, b) {
      var c0 = Math.floor((b[0] - box[0]) / cell), c1 = Math.ceil((b[2] - box[0]) / cell);
      var r0 = Math.floor((b[1] - box[1]) / cell), r1 = Math.ceil((b[3] - box[1]) / cell);
      return count(table, c0, r0, c1, r1) / Math.max(1, (c1 - c0) * (r1 - r0));
    }

    return {
      lands: lands,
      cell: cell,
      /* Whether a box touches no region at all. */
      isNobodys: function (b) { return share(all, b) === 0; },
      /* Which part of a box stands on region `k`. */
      own: function (k, b) { return lands[k] ? share(lands[k].table, b) : 0; },
      /* Which part of a box stands on any region. */
      taken: function (b) { return share(all, b); },
      /* The middle of a cell. */
      middle: function (c, r) { return [box[0] + (c + 0.5) * cell, box[1] + (r + 0.5) * cell]; },
      owns: function (k, x, y) {
        var c = Math.floor((x - box[0]) / cell), r = Math.floor((y - box[1]) / cell);
        return c >= 0 && r >= 0 && c < cols && r < rows && owner[r * cols + c] === k + 1;
      }
    };
  };

  /* Where the edges of a shape cross the middle of each row: between an odd and an even crossing lies the shape. */
  function crossings(rings, box, cell, rows) {
    var found = [];
    rings.forEach(function (ring) {
      for (var i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        var xa = ring[j], ya = ring[j + 1], xb = ring[i], yb = ring[i + 1];
        if (ya === yb) continue;
        var first = Math.max(0, Math.ceil((Math.min(ya, yb) - box[1]) / cell - 0.5));
        var last = Math.min(rows - 1, Math.ceil((Math.max(ya, yb) - box[1]) / cell - 0.5) - 1);
        for (var r = first; r <= last; r++) {
          var y = box[1] + (r + 0.5) * cell;
          (found[r] = found[r] || []).push(xa + (y - ya) / (yb - ya) * (xb - xa));
        }
      }
    });
    return found;
  }

  /* Writes a shape's number into its cells; gives the rows and columns it takes, null for none. */
  function settle(owner, cols, rows, found, number, box, cell) {
    var land = { c0: cols, r0: rows, c1: 0, r1: 0, cells: 0 };
    found.forEach(function (xs, r) {
      xs.sort(function (a, b) { return a - b; });
      for (var i = 0; i + 1 < xs.length; i += 2) {
        var from = Math.max(0, Math.ceil((xs[i] - box[0]) / cell - 0.5));
        var to = Math.min(cols - 1, Math.ceil((xs[i + 1] - box[0]) / cell - 0.5) - 1);
        if (from > to) continue;
        owner.fill(number, r * cols + from, r * cols + to + 1);
        land.c0 = Math.min(land.c0, from); land.c1 = Math.max(land.c1, to + 1);
        land.r0 = Math.min(land.r0, r); land.r1 = Math.max(land.r1, r + 1);
        land.cells += to - from + 1;
      }
    });
    return land.cells ? land : null;
  }

  /* Sums of the cells of owner `number` (0: of any) above and left of each corner, within some columns and rows. */
  function sums(owner, cols, c0, r0, c1, r1, number) {
    var wide = c1 - c0 + 1, table = new Int32Array(wide * (r1 - r0 + 1));
    for (var r = r0; r < r1; r++) {
      for (var c = c0, line = 0; c < c1; c++) {
        var who = owner[r * cols + c];
        if (number ? who === number : who !== 0) line++;
        table[(r - r0 + 1) * wide + c - c0 + 1] = table[(r - r0) * wide + c - c0 + 1] + line;
      }
    }
    return { c0: c0, r0: r0, c1: c1, r1: r1, wide: wide, sums: table };
  }

  function count(table, c0, r0, c1, r1) {
    var left = Math.min(Math.max(c0, table.c0), table.c1) - table.c0, right = Math.min(Math.max(c1, table.c0), table.c1) - table.c0;
    var top = (Math.min(Math.max(r0, table.r0), table.r1) - table.r0) * table.wide, foot = (Math.min(Math.max(r1, table.r0), table.r1) - table.r0) * table.wide;
    var all = table.sums;
    return all[foot + right] - all[foot + left] - all[top + right] + all[top + left];
  }
})(globalThis);
