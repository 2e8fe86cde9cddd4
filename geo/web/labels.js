/* Names and values on the map: where each goes, so that none hides another or a small region.

   `state` is the drawing script's: labels and paths by code, the layout, the type size in pixels. */
(function () {
  "use strict";
  window.petaNames = function (map, state, text) {
    function hits(box, others) {
      return others.some(function (o) { return box[0] < o[2] && box[2] > o[0] && box[1] < o[3] && box[3] > o[1]; });
    }

    /* Where the names go depends on zoom and size only, so it is worked out once per zoom and a switch of
       indicator moves no name; values are added under the names that leave room for them. */
    function placeLabels() {
      var key = [map.getZoom(), state.layout.key, state.area, state.size].join("|");
      var codes = Object.keys(state.labels).filter(function (c) { return state.labels[c].shown; });
      if (key !== state.placed) {
        state.placed = key;
        arrange(codes);
      }
      var taken = codes.map(function (c) { return state.labels[c].spot && state.labels[c].spot.box; }).concat(state.tiny, state.controls || []);
      var shown = {};
      codes.forEach(function (code, slot) {
        var label = state.labels[code];
        if (label.spot) shown[code] = show(label, withValue(label, taken, slot));
      });
      Object.keys(state.labels).forEach(function (code) {
        var label = state.labels[code];
        if (!shown[code] && label.drawn !== "") { label.drawn = ""; label.node.style.display = "none"; }
      });
    }

    /* Tries the largest first and the smallest first, and keeps the order that moves names least. */
    function arrange(codes) {
      var frame = map.getSize(), items = codes.map(function (code) {
        var b = state.paths[code].getBounds(), label = state.labels[code];
        var a = map.latLngToContainerPoint(b.getNorthWest()), z = map.latLngToContainerPoint(b.getSouthEast());
        var at = map.latLngToContainerPoint(label.marker.getLatLng());
        var item = { label: label, at: at, own: [a.x, a.y, z.x, z.y], room: [z.x - a.x, z.y - a.y] };
        item.tiny = item.room[0] < 0.6 * width(label.name, state.size) && item.room[1] < 2.2 * state.size;
        item.spots = spots(label, at, codes.length > 60).filter(function (s) { return !item.tiny || !hits(item.own, [s.box]); });
        return item;
      });
      var sizes = function (a, b) { return a.room[0] * a.room[1] - b.room[0] * b.room[1]; };
      var tries = [items.slice().sort(sizes)];
      if (items.length <= 60) tries.push(items.slice().sort(function (a, b) { return -sizes(a, b); }));
      state.controls = controls();
      var best = tries.map(function (order) { return settle(order, frame); })
        .sort(function (a, b) { return a.cost - b.cost; })[0];
      state.leaders.forEach(function (l) { l.remove(); });
      state.leaders = [];
      state.tiny = items.filter(function (i) { return i.tiny; }).map(function (i) { return i.own; });
      items.forEach(function (item) {
        var spot = item.label.spot = best.spots[item.label.code] || null;
        if (!spot) return;
        spot.inside = spot.box[2] - spot.box[0] < item.room[0] && spot.far === 0;
        if (spot.far > 1.3 * state.size || !onOwnGround(item.label.code, spot.box)) leader(item.at, spot.box);
      });
    }

    /* Whether the middle of a name stands on its own region: else a reader would take it for the region there. */
    function onOwnGround(code, box) {
      var middle = map.containerPointToLayerPoint([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]);
      return state.paths[code]._containsPoint(middle);
    }

    /* Where the zoom buttons and the credit stand: a name there would be covered. */
    function controls() {
      var frame = map.getContainer().getBoundingClientRect();
      return [].map.call(map.getContainer().querySelectorAll(".leaflet-control"), function (node) {
        var box = node.getBoundingClientRect();
        return [box.left - frame.left - 2, box.top - frame.top - 2, box.right - frame.left + 2, box.bottom - frame.top + 2];
      });
    }

    function settle(order, frame) {
      // a region smaller than its name must stay visible: no name lies on it, its own stands beside it
      var spots = {}, cost = 0, taken = order.filter(function (i) { return i.tiny; }).map(function (i) { return i.own; }).concat(state.controls);
      order.forEach(function (item) {
        var spot = item.spots.filter(function (s) {
          return s.box[0] > 0 && s.box[1] > 0 && s.box[2] < frame.x && s.box[3] < frame.y && !hits(s.box, taken);
        })[0];
        cost += spot ? spot.far * spot.far : 1e6;
        if (spot) { spots[item.label.code] = spot; taken.push(spot.box); }
      });
      return { spots: spots, cost: cost };
    }

    /* Candidate boxes for a name, nearest first: on its point, then around it in widening rings. */
    function spots(label, at, few) {
      var size = state.size, found = [], rings = few ? [0] : [0, 0.6, 1.2, 1.8, 2.6, 3.4, 4.4];
      [[label.name], wrap(label.name)].forEach(function (lines) {
        if (!lines) return;
        var w = Math.max.apply(null, lines.map(function (l) { return width(l, size); })), h = lines.length * size * 1.15;
        rings.forEach(function (ring) {
          for (var k = 0; k < (ring ? 12 : 1); k++) {
            var angle = k * Math.PI / 6, dx = Math.cos(angle) * ring * size, dy = Math.sin(angle) * ring * size;
            if (ring > 2) dx += Math.sign(Math.round(Math.cos(angle) * 10)) * w / 2;
            var x = at.x + dx, y = at.y + dy;
            found.push({ lines: lines, far: ring * size, box: [x - w / 2, y - h / 2, x + w / 2, y + h / 2] });
          }
        });
      });
      return found.sort(function (a, b) { return a.far - b.far; });
    }

    function leader(at, box) {
      var x = Math.max(box[0], Math.min(at.x, box[2])), y = Math.max(box[1], Math.min(at.y, box[3]));
      var line = [at, [x, y]].map(function (p) { return map.containerPointToLatLng(p); });
      state.leaders.push(L.polyline(line, { className: "peta-leader", weight: 1, interactive: false }).addTo(map));
    }

    function withValue(label, taken, slot) {
      if (!label.value) return null;
      var name = label.spot.box, mid = (name[0] + name[2]) / 2, tall = state.size * 1.15;
      var wide = Math.max(name[2] - name[0], width(label.value, state.size)), frame = map.getSize();
      var others = taken.filter(function (t, i) { return t && i !== slot; });
      // away from the region's point, so that the line to it stays in sight
      var above = name[3] <= map.latLngToContainerPoint(label.marker.getLatLng()).y;
      var box = (above ? [-tall, 0] : [0, -tall]).map(function (lift) {
        return [mid - wide / 2, name[1] + lift, mid + wide / 2, name[3] + lift + tall];
      }).filter(function (b) { return b[1] > 0 && b[3] < frame.y && b[0] > 0 && b[2] < frame.x && !hits(b, others); })[0];
      if (box) taken[slot] = box;
      return box || null;
    }

    function width(line, size) { return line.length * size * 0.55 + 4; }

    function wrap(name) {
      var words = name.split(" ");
      if (words.length < 2) return null;
      var half = Math.ceil(words.length / 2);
      return [words.slice(0, half).join(" "), words.slice(half).join(" ")];
    }

    function show(label, grown) {
      var node = label.node, box = grown || label.spot.box, at = map.latLngToContainerPoint(label.marker.getLatLng());
      var lines = label.spot.lines.concat(grown ? [label.value] : []);
      var name = "peta-label" + (label.spot.inside && label.ink ? " peta-on" + label.ink : "");
      var place = "left:" + (box[0] - at.x).toFixed(1) + "px;top:" + (box[1] - at.y).toFixed(1) + "px;width:" + (box[2] - box[0]).toFixed(1) + "px";
      var drawn = [name, place, grown ? 1 : 0].concat(lines).join("|");
      if (drawn === label.drawn) return true;
      label.drawn = drawn;
      node.textContent = "";
      lines.forEach(function (l, i) { node.appendChild(text("div", grown && i === lines.length - 1 ? "peta-value" : "", l)); });
      node.className = name;
      node.style.cssText = place;
      return true;
    }

    return { place: placeLabels };
  };
})();
