/* Names and values on the map: measured and drawn here, placed by geo/placing.

   `state` is the drawing script's: labels and paths by code, the layout, the type size in pixels. */
(function () {
  "use strict";
  // What no name may lie under or on.
  var IN_THE_WAY = ".leaflet-control, .peta-legend, .peta-caption, .peta-scale, .peta-scale-text";

  window.petaNames = function (map, state, text) {
    var pen = document.createElement("canvas").getContext("2d"), widths = {}, asked = "", family = "";
    var lines = L.svg({ pane: pane(), padding: 0.3 }), drawn = [];

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
      place();
    }

    /* Places anew only when something moved or a text became wider: most switches of indicator change the digits
       alone. The places come from the task and nothing else, so it does not matter what stood there before. */
    function place() {
      if (!state.view) return;
      family = getComputedStyle(document.body).fontFamily;
      var codes = Object.keys(state.labels).filter(function (code) { return state.labels[code].shown; });
      var task = { size: state.size, panels: panels(), obstacles: obstacles(), labels: codes.map(label) };
      var key = JSON.stringify([task, map.getZoom(), map.layerPointToContainerPoint([0, 0]), codes]);
      if (key !== asked) {
        asked = key;
        task.labels.forEach(function (one, k) { one.rings = rings(state.paths[codes[k]]); });
        var places = window.petaPlace(task);
        map.petaPlaced = { task: task, places: places };
        codes.forEach(function (code, k) { state.labels[code].place = places[k]; });
        drawLines(places);
      }
      Object.keys(state.labels).forEach(function (code) {
        var one = state.labels[code];
        if (one.shown && one.place) show(one);
        else if (one.drawn !== "") { one.drawn = ""; one.node.style.display = "none"; }
      });
    }

    /* What the placer is told of a label, without its rings. */
    function label(code) {
      var one = state.labels[code], at = map.latLngToContainerPoint(one.marker.getLatLng());
      // digits are as wide as each other; a step of a quarter of their height keeps a map still when they change
      var wide = one.value ? Math.ceil(width(one.value.replace(/\d/g, "0"), 700) / state.size * 4) * state.size / 4 : 0;
      return {
        panel: state.layout.single ? 0 : state.panels.indexOf(one.area), at: [at.x, at.y],
        words: one.name.split(" ").map(function (word) { return [word, width(word, 500)]; }), space: width(" ", 500),
        value: one.value ? [one.value.replace(/\d/g, "0"), wide] : null
      };
    }

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
      var node = one.node, put = one.place, box = put.box, at = map.latLngToContainerPoint(one.marker.getLatLng());
      var said = put.valued ? put.lines.slice(0, -1).concat([one.value]) : put.lines;
      var name = "peta-label" + (!put.leader && one.ink ? " peta-on" + one.ink : "");
      var style = "left:" + (box[0] - at.x).toFixed(1) + "px;top:" + (box[1] - at.y).toFixed(1) + "px;width:" + (box[2] - box[0]).toFixed(1) + "px;text-align:" + put.align;
      var looks = [name, style, put.valued].concat(said).join("|");
      if (looks === one.drawn) return;
      one.drawn = looks;
      node.textContent = "";
      said.forEach(function (line, i) { node.appendChild(text("div", put.valued && i === said.length - 1 ? "peta-value" : "", line)); });
      node.className = name;
      node.style.cssText = style;
    }

    return { place: place };
  };
})();
