/* Names and values on the map: measured and drawn here, placed by geo/placing.

   `state` is the drawing script's: labels by code, the kecamatan that are drawn, the layout, the type size in pixels. */
(function () {
  "use strict";
  // What no name may lie under or on.
  var IN_THE_WAY = ".leaflet-control, .peta-legend, .peta-caption, .peta-scale, .peta-scale-text";
  // How much room each kecamatan needs (in squares of the letters' size) before they are named instead of regions.
  var ROOM = 25;
  // Tasks whose places are kept; of a country one takes half a megabyte.
  var KEPT = 12;

  window.petaNames = function (map, state, text) {
    var pen = document.createElement("canvas").getContext("2d"), widths = {}, asked = "", family = "";
    var lines = L.svg({ pane: pane(), padding: 0.3 }), drawn = [];
    var known = new Map(), styles = new WeakMap();
    var fine = [], drawnFine = state.fine; // the labels of kecamatan, and what they were made of

    // A typeface that comes later has other widths: what was placed by another one's is placed again.
    if (document.fonts) {
      document.fonts.ready.then(remeasure);
      document.fonts.addEventListener("loadingdone", remeasure);
    }

    /* Lines lie over the regions and under the names, and take no click. */
    function pane() {
      var node = map.createPane("peta-lines");
      node.style.zIndex = 450;
      node.style.pointerEvents = "none";
      return "peta-lines";
    }

    function remeasure() {
      widths = {};
      known.clear();
      asked = family = "";
      place();
    }

    /* Places anew only when something moved or a text became wider: most switches of indicator change the digits
       alone. The places come from the task and nothing else, so it does not matter what stood there before. */
    function place() {
      if (!state.view) return;
      family = family || getComputedStyle(document.body).fontFamily;
      var boxes = panels(), labels = chosen(boxes), met = obstacles(), key = keyOf(boxes, labels, met);
      if (key !== asked) {
        asked = key;
        map.petaPlaced = placed(key, boxes, labels, met);
        labels.forEach(function (one, k) { one.place = map.petaPlaced.places[k]; });
        drawLines(map.petaPlaced.places);
      }
      var standing = new Set(labels);
      everyLabel().forEach(function (one) {
        if (one.place && standing.has(one)) show(one);
        else if (one.marker && one.drawn !== "") { one.drawn = ""; nodeOf(one).style.display = "none"; }
      });
    }

    /* What the places come from: where everything lies, the names, and how long their values are. */
    function keyOf(boxes, labels, met) {
      var where = [state.size, family, state.layout.ground, boxes, met, map.getZoom(), map.layerPointToContainerPoint([0, 0])];
      return JSON.stringify(where) + labels.map(function (one) { return one.area + one.name + "|" + shape(one.value); }).join(";");
    }

    /* The places of a task, kept for the last few: a reader goes back and forth between indicators and months. */
    function placed(key, boxes, labels, met) {
      if (!known.has(key)) {
        var task = { size: state.size, panels: boxes, obstacles: met, labels: labels.map(told) };
        task.labels.forEach(function (one, k) { one.rings = rings(labels[k].path); });
        known.set(key, { task: task, places: window.petaPlace(task) });
        if (known.size > KEPT) known.delete(known.keys().next().value);
      }
      return known.get(key);
    }

    function everyLabel() {
      return Object.keys(state.labels).map(function (code) { return state.labels[code]; }).concat(fine);
    }

    /* Regions; or in each panel with room for their names the kecamatan in sight, where these have the colours. */
    function chosen(boxes) {
      var regions = Object.keys(state.labels).map(function (code) { return state.labels[code]; }).filter(function (one) { return one.shown; });
      renew();
      if (!fine.length) return regions;
      return boxes.reduce(function (found, box, k) {
        var here = function (one) { return one.area === state.panels[k]; };
        var seen = fine.filter(function (one) { return here(one) && inSight(one.path, box); });
        var room = (box[2] - box[0]) * (box[3] - box[1]) / (state.size * state.size);
        return found.concat(seen.length && room / seen.length > ROOM ? seen : regions.filter(here));
      }, []);
    }

    /* Kecamatan are drawn anew with each view, and with them goes what stood on them. */
    function renew() {
      if (drawnFine === state.fine) return;
      drawnFine = state.fine;
      if (fine.length || Object.keys(state.fine).length) asked = "";
      fine = Object.keys(state.fine).map(function (code) {
        var shape = state.fine[code];
        return Object.assign({ path: shape, center: shape.getBounds().getCenter() }, shape.label);
      });
    }

    function inSight(path, box) {
      var b = path.getBounds(), a = map.latLngToContainerPoint(b.getNorthWest()), z = map.latLngToContainerPoint(b.getSouthEast());
      return a.x < box[2] && z.x > box[0] && a.y < box[3] && z.y > box[1];
    }

    /* A point of the map that a label hangs on, so that both move together. */
    function mount(latLng, layer) {
      var node = document.createElement("div");
      node.className = "peta-label";
      node.setAttribute("aria-hidden", "true");
      var icon = L.divIcon({ className: "peta-anchor", html: node, iconSize: [0, 0] });
      return L.marker(latLng, { icon: icon, interactive: false, keyboard: false }).addTo(layer);
    }

    function nodeOf(one) { return one.marker.options.icon.options.html; }

    function anchor(one) { return map.latLngToContainerPoint(one.marker ? one.marker.getLatLng() : one.center); }

    /* What the placer is told of a label, without its rings. */
    function told(one) {
      var at = anchor(one);
      // digits are as wide as each other; a step of a quarter of their height keeps a map still when they change
      var wide = one.value ? Math.ceil(width(shape(one.value), 700) / state.size * 4) * state.size / 4 : 0;
      return {
        panel: state.layout.single ? 0 : state.panels.indexOf(one.area), at: [at.x, at.y],
        words: one.name.split(" ").map(function (word) { return [word, width(word, 500)]; }), space: width(" ", 500),
        value: one.value ? [shape(one.value), wide] : null
      };
    }

    function shape(value) { return value.replace(/\d/g, "0"); }

    function width(line, weight) {
      var key = state.size + "|" + weight + "|" + line;
      if (widths[key] === undefined) {
        pen.font = weight + " " + state.size + "px " + family;
        widths[key] = pen.measureText(line).width + 1;
      }
      return widths[key];
    }

    /* The visible part of each panel; an area alone has the whole frame. */
    function panels() {
      var frame = map.getSize();
      state.panels = Object.keys(state.layout.boxes);
      if (state.layout.single) return [[1, 1, frame.x - 1, frame.y - 1]];
      return state.panels.map(function (area) {
        var b = state.layout.boxes[area], a = map.latLngToContainerPoint([-b[1], b[0]]), z = map.latLngToContainerPoint([-b[3], b[2]]);
        return [Math.max(1, a.x + 2), Math.max(1, a.y + 2), Math.min(frame.x - 1, z.x - 2), Math.min(frame.y - 1, z.y - 2)];
      });
    }

    function obstacles() {
      var frame = map.getContainer().getBoundingClientRect(), found = [];
      map.getContainer().querySelectorAll(IN_THE_WAY).forEach(function (node) {
        var b = node.getBoundingClientRect();
        if (!b.width && !b.height) return;
        found.push([down(b.left - frame.left), down(b.top - frame.top), -down(frame.left - b.right), -down(frame.top - b.bottom)]);
      });
      return found;
    }

    /* Two pixels away, to a multiple of four: a legend that grows by a pixel moves no name. */
    function down(x) { return Math.floor((x - 2) / 4) * 4; }

    function rings(path) {
      var shift = map.layerPointToContainerPoint([0, 0]);
      return path._rings.map(function (ring) {
        var flat = [];
        ring.forEach(function (p) { flat.push(p.x + shift.x, p.y + shift.y); });
        return flat;
      });
    }

    function drawLines(places) {
      drawn.forEach(function (layer) { layer.remove(); });
      drawn = [];
      var led = places.filter(function (one) { return one && one.leader; }).map(function (one) {
        return [[one.leader[0], one.leader[1]], [one.leader[2], one.leader[3]]].map(function (p) { return map.containerPointToLatLng(p); });
      });
      led.forEach(function (line) { add(L.polyline(line, look("peta-leader-halo", 3))); });
      led.forEach(function (line) {
        add(L.polyline(line, look("peta-leader", 1)));
        add(L.circleMarker(line[0], look("peta-dot", 1)));
      });
    }

    function add(layer) { drawn.push(layer.addTo(map)); }

    function look(className, weight) {
      return { className: className, weight: weight, radius: 2.5, fillOpacity: 1, interactive: false, renderer: lines, smoothFactor: 0 };
    }

    function show(one) {
      if (!one.marker) one.marker = mount(one.center, state.kecamatan);
      var node = nodeOf(one), put = one.place;
      var said = put.valued ? put.lines.slice(0, -1).concat([one.value]) : put.lines;
      var name = "peta-label" + (!put.leader && one.ink ? " peta-on" + one.ink : "");
      var style = styleOf(one, put);
      var looks = [name, style, put.valued].concat(said).join("|");
      if (looks === one.drawn) return;
      one.drawn = looks;
      node.textContent = "";
      said.forEach(function (line, i) { node.appendChild(text("div", put.valued && i === said.length - 1 ? "peta-value" : "", line)); });
      node.className = name;
      node.style.cssText = style;
    }

    /* Of a place that was kept it is known: its label hung on the same point. */
    function styleOf(one, put) {
      if (styles.has(put)) return styles.get(put);
      var box = put.box, at = anchor(one);
      styles.set(put, "left:" + (box[0] - at.x).toFixed(1) + "px;top:" + (box[1] - at.y).toFixed(1) + "px;width:" + (box[2] - box[0]).toFixed(1) + "px;text-align:" + put.align);
      return styles.get(put);
    }

    return { place: place, mount: mount, remeasure: remeasure };
  };
})();
