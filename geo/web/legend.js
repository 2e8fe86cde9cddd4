/* What regions are filled with, and the legend of it inside the map's frame: each colour with what it stands for and how
   many regions have it, then what else is seen of a region. layout.js says where it stands, and the zoom buttons stand in
   the emptiest corner that it leaves.

   `state` is the drawing script's. Every text is put on the page as a text node. */
(function () {
  "use strict";
  var NS = "http://www.w3.org/2000/svg", FEW = 2; // so many points of a corner may lie on shapes, of 49
  window.petaLegend = function (map, state, text) {
    var node = text("div", "peta-legend leaflet-control", ""), drawn = "", defs;
    node.setAttribute("aria-hidden", "true"); // the page says the same for those who do not see it
    map.getContainer().appendChild(node);

    /* -- what regions are filled with */

    function patterns(svg) {
      defs = document.createElementNS(NS, "defs");
      svg.insertBefore(defs, svg.firstChild);
      addPattern("peta-nodata", 45, "");
      addPattern("peta-untargeted", 0, "");
    }

    /* Lines on the page's own ground, or on a colour. */
    function addPattern(id, angle, colour, line) {
      var pattern = document.createElementNS(NS, "pattern");
      [["id", id], ["width", 7], ["height", 7], ["patternUnits", "userSpaceOnUse"],
        ["patternTransform", "rotate(" + angle + ")"]].forEach(function (a) { pattern.setAttribute(a[0], a[1]); });
      [["peta-hatch-ground", 7], [colour ? "peta-old-line" : "peta-hatch-line", colour ? 1.5 : 2]].forEach(function (a, i) {
        var bar = document.createElementNS(NS, "rect");
        bar.setAttribute("class", a[0]);
        bar.setAttribute("width", a[1]);
        bar.setAttribute("height", 7);
        if (colour) bar.style.fill = i ? line : colour;
        pattern.appendChild(bar);
      });
      defs.appendChild(pattern);
    }

    /* Of a value that is old the colour has lines over it: their pattern is made when it is first seen. */
    function fill(row, view) {
      if (!row) return "url(#peta-nodata)";
      var colour = view.palette[+row.k], id = "peta-old-" + colour.slice(1);
      if (colour === "=") return "url(#peta-untargeted)";
      if (row.marks.indexOf("p") < 0) return colour;
      if (!document.getElementById(id)) addPattern(id, -45, colour, view.inks[+row.k] === "dark" ? "#ffffff" : "#000000");
      return "url(#" + id + ")";
    }

    /* -- the legend: "number of its colour|label|count" */

    function cells(rows) { return rows ? rows.split(";").map(function (row) { return row.split("|"); }) : []; }

    function line(swatch, label, count) {
      var row = text("div", "peta-line", "");
      row.appendChild(swatch);
      row.appendChild(text("span", "", label));
      if (count) row.appendChild(text("b", "", count));
      return row;
    }

    function swatch(colour) {
      var box = text("span", "peta-swatch" + (colour === "" ? " peta-none" : colour === "=" ? " peta-untargeted" : ""), "");
      if (colour && colour !== "=") box.style.backgroundColor = colour;
      return box;
    }

    function draw(view) {
      var key = [view.heading, view.legend, JSON.stringify(view.looks), view.palette, view.theme, view.size].join("/");
      if (key === drawn) return false;
      drawn = key;
      node.textContent = "";
      if (view.heading) node.appendChild(text("div", "peta-heading", view.heading));
      cells(view.legend).forEach(function (c) { node.appendChild(line(swatch(c[0] === "" ? "" : view.palette[+c[0]]), c[1], c[2])); });
      view.looks.forEach(function (look) {
        node.appendChild(line(text("span", "peta-sign peta-sign-" + look.kind, look.sign), look.said, ""));
      });
      node.style.display = node.childNodes.length ? "" : "none";
      return true;
    }

    /* How large it is in one column, its heading and lines, for petaLayOut; null where it says nothing. */
    function measured() {
      if (node.style.display === "none") return null;
      var lines = node.querySelectorAll(".peta-line"), heading = node.querySelector(".peta-heading");
      var below = node.classList.contains("peta-below");
      node.classList.remove("peta-below");
      var found = {
        side: [node.offsetWidth, node.offsetHeight], heading: heading ? heading.offsetHeight : 0,
        line: lines.length ? lines[0].offsetHeight : 0, lines: lines.length
      };
      node.classList.toggle("peta-below", below);
      return found;
    }

    function creditHeight() { return state.credit ? state.credit.getContainer().offsetHeight : 0; }

    /* How many of 49 points of a box of the frame lie on a shape that is shown; on paper the zoom's box has no size. */
    function covered(box) {
      var hits = 0, paths = Object.keys(state.paths).map(function (code) { return state.paths[code]; })
        .filter(function (path) { return path.getElement().style.display !== "none"; });
      for (var i = 0; i < 7; i++) {
        for (var j = 0; j < 7; j++) {
          var point = map.containerPointToLayerPoint([box[0] + i * (box[2] - box[0]) / 6, box[1] + j * (box[3] - box[1]) / 6]);
          hits += paths.some(function (path) { return path._containsPoint(point); }) ? 1 : 0;
        }
      }
      return hits;
    }

    /* Where the zoom buttons may stand: the corners that the legend does not take. */
    function corners(width, height) {
      var size = map.getSize(), taken = state.layout.legend;
      return window.petaCorners(state.layout, { frame: [size.x, size.y], size: state.size }, [width, height]).reverse()
        .map(function (corner) { return corner.box; })
        .filter(function (b) { return !taken || b[0] > taken[2] || b[2] < taken[0] || b[1] > taken[3] || b[3] < taken[1]; });
    }

    function put(one, box) {
      one.style.left = box[0].toFixed(0) + "px";
      one.style.top = box[1].toFixed(0) + "px";
    }

    function emptiest(boxes) {
      return boxes.map(function (box, i) { return { box: box, cost: Math.max(covered(box) - FEW, 0), i: i }; })
        .sort(function (a, b) { return a.cost - b.cost || a.i - b.i; })[0].box;
    }

    /* Where both stand; names make way for them. */
    function place() {
      if (!state.zoom) return;
      var layout = state.layout, zoom = state.zoom.getContainer();
      node.classList.toggle("peta-below", layout.columns > 0);
      node.style.gridTemplateColumns = layout.columns ? "repeat(" + layout.columns + ", 1fr)" : "";
      if (layout.legend) put(node, layout.legend);
      map.getContainer().appendChild(zoom);
      var free = corners(zoom.offsetWidth, zoom.offsetHeight); // none while the frame has no height yet
      if (free.length) put(zoom, emptiest(free));
    }

    return { patterns: patterns, fill: fill, draw: draw, place: place, measured: measured, creditHeight: creditHeight };
  };
})();
