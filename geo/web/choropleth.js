/* Draws the regions once and recolours them per view.

   window.petaBatas (the boundary script) holds the geometry as integers in Mercator metres divided
   by `unit`; petaPatuh.paint() gets a few kilobytes per view. Every text is put on the page as a text
   node: names come from files that people hand over. */
(function () {
  "use strict";
  var DATA = window.petaBatas;
  var state = { area: "semua", selected: "", paths: {}, labels: {}, frames: [], outlines: {}, kecamatan: null, fine: {}, size: 14 };
  var map, names, legend, told = window.petaTold;

  function decode(flat) {
    var points = [], x = 0, y = 0;
    for (var i = 0; i < flat.length; i += 2) {
      x += flat[i]; y += flat[i + 1];
      points.push([x, y]);
    }
    return points;
  }

  function decodePolygons(polygons) {
    return polygons.map(function (rings) { return rings.map(decode); });
  }

  /* The place of everything in the frame; petaLayOut is asked anew only when what it is told has changed. */
  function layOut() {
    var size = map.getSize(), told = legend.measured(), credit = legend.creditHeight();
    var around = JSON.stringify([size.x, size.y, state.size, state.area, credit]), key = around + JSON.stringify(told);
    var before = state.layout || {};
    if (before.key === key) return before;
    var found = window.petaLayOut({
      frame: [size.x, size.y], size: state.size, credit: credit, legend: told,
      kept: before.around === around && !before.columns ? before.puts : null,
      areas: DATA.areas.filter(function (a) { return all() || a.id === state.area; })
    });
    found.key = key;
    found.around = around;
    found.ground = JSON.stringify([found.size, found.boxes, found.puts, found.foot]); // what shapes depend on: a legend can change without them
    return found;
  }

  function all() { return state.area === "semua"; }

  function placer(area, layout) {
    var at = layout.puts[area.id], b = area.bounds;
    var put = function (p) { return L.latLng(-(at.top + (b[3] - p[1]) * at.scale), at.left + (p[0] - b[0]) * at.scale); };
    put.scale = at.scale;
    return put;
  }

  function text(tag, className, content) {
    var node = document.createElement(tag);
    node.className = className;
    node.textContent = content;
    return node;
  }

  function latLngs(region, put) {
    return region.polygons.map(function (rings) {
      return rings.map(function (ring) { return ring.map(put); });
    });
  }

  /* Leaflet focuses the map on mouse down, and the browser then scrolls the whole page to it: what was under
     the mouse is elsewhere when the button goes up, and the click is lost. */
  L.Map.Keyboard.include({
    _onMouseDown: function () { if (!this._focused) this._map._container.focus({ preventScroll: true }); }
  });

  function create(id) {
    map = L.map(id, {
      crs: L.CRS.Simple, center: [-320, 500], zoom: 0, minZoom: -2, maxZoom: 6, zoomSnap: 0, zoomDelta: 0.75,
      zoomControl: false, attributionControl: false, scrollWheelZoom: false,
      dragging: !L.Browser.mobile, renderer: L.svg({ padding: 0.3 })
    });
    map.on("focus click", function () { map.scrollWheelZoom.enable(); });
    map.on("blur mouseout", function () { map.scrollWheelZoom.disable(); });
    names = window.petaNames(map, state, text);
    legend = window.petaLegend(map, state, text);
    addPatterns();
    Object.keys(DATA.regions).forEach(function (code) { read(DATA.regions[code]); });
    state.layout = layOut();
    Object.keys(DATA.regions).forEach(function (code) { addRegion(code, DATA.regions[code]); });
    map.on("moveend", function () { if (!state.fitting) names.place(); });
    map.on("resize", onResize);
    document.addEventListener("keydown", function (e) { if (e.key === "Escape" && state.selected) choose(""); });
    window.petaMap = map;
    keepStyles();
    whenStyled(function () { state.styled = true; });
    return map;
  }

  /* Streamlit's library for frames adds a sheet with the theme's colours at every run, and each makes the browser work
     out the style of everything anew. Our colours come with the view, so the theme is taken out of what it is told. */
  function keepStyles() {
    var render = window.Streamlit.onRenderMessage;
    window.Streamlit.onRenderMessage = function (data) { render(Object.assign({}, data, { theme: null })); };
  }

  /* streamlit-folium does not wait for the style sheets, and without them all would be measured and placed in vain. */
  function whenStyled(then) {
    var late = Array.prototype.filter.call(document.querySelectorAll('link[rel="stylesheet"]'), function (l) { return !l.sheet; });
    var left = late.length, came = function () {
      if (--left) return;
      then();
      map.invalidateSize({ animate: false });
      if (state.waiting) paint(state.waiting);
    };
    if (!left) then();
    late.forEach(function (link) { link.addEventListener("load", came); link.addEventListener("error", came); });
  }

  function addPatterns() {
    var svg = map.getRenderer(L.polygon([])).addTo(map)._container;
    svg.setAttribute("role", "group");
    legend.patterns(svg);
  }

  function areaOf(region) {
    return DATA.areas.filter(function (a) { return a.id === region.area; })[0];
  }

  /* The shape of a region, and its points among those of its area. */
  function read(region) {
    var area = areaOf(region);
    region.polygons = decodePolygons(region.g);
    area.points = area.points || [];
    region.polygons.forEach(function (rings) { rings[0].forEach(function (p) { area.points.push(p[0], p[1]); }); });
  }

  function addRegion(code, region) {
    var put = placer(areaOf(region), state.layout);
    var path = L.polygon(latLngs(region, put), {
      className: "peta-region" + (region.muted ? " peta-outside" : ""), weight: 1, fillOpacity: 1, smoothFactor: 0.6
    }).addTo(map);
    state.paths[code] = path;
    var element = path.getElement();
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("data-code", code);
    element.addEventListener("keydown", function (e) {
      if (e.key === "Enter" || e.key === " ") { e.preventDefault(); choose(code); }
    });
    element.addEventListener("focus", function () {
      if (!element.matches(":focus-visible")) return;
      outline("focused", code);
      path.openTooltip(path.getCenter());
    });
    element.addEventListener("blur", function () { outline("focused", ""); path.closeTooltip(); });
    path.on("click", function () { choose(code); });
    path.bindTooltip(document.createElement("div"), { sticky: true, className: "peta-tip", direction: "top" });
    state.labels[code] = addLabel(code, region, put);
  }

  function addLabel(code, region, put) {
    var marker = names.mount(put(region.label), map);
    return { area: region.area, path: state.paths[code], marker: marker, name: region.short, value: "" };
  }

  function choose(code) {
    state.selected = code;
    highlight();
    state.clicks = (state.clicks || 0) + 1;
    window.Streamlit.setComponentValue({ code: code, n: Date.now() + state.clicks });
  }

  function highlight() {
    Object.keys(state.paths).forEach(function (code) {
      var on = code === state.selected, element = state.paths[code].getElement();
      if (element.classList.contains("peta-selected") !== on) element.classList.toggle("peta-selected", on);
      element.setAttribute("aria-pressed", on ? "true" : "false");
    });
    var fine = state.view ? state.view.kecamatan : "";
    var drawn = (fine ? fine + state.view.palette : state.selected) + "|" + state.layout.ground;
    if (drawn !== state.drawn) {
      state.drawn = drawn;
      drawKecamatan();
    } else if (state.outlined === state.selected) return;
    state.outlined = state.selected;
    outline("selected", state.selected);
  }

  /* An outline on top instead of bringing the shape itself to the front: moving it in the document would
     lose its focus, its place in the tab order, and the click that is under way. */
  function outline(kind, code) {
    if (state.outlines[kind]) state.outlines[kind].remove();
    state.outlines[kind] = null;
    var path = state.paths[code] || (state.fine || {})[code];
    if (!path || path.getElement().style.display === "none") return;
    state.outlines[kind] = L.polygon(path.getLatLngs(), {
      className: "peta-outline peta-outline-" + kind, fill: false, interactive: false
    }).addTo(map);
  }

  /* Kecamatan lines are fetched when a region is first opened: the first paint does not wait for them. */
  function drawKecamatan() {
    if (state.kecamatan) { state.kecamatan.remove(); state.kecamatan = null; }
    state.fine = {};
    var code = state.selected, region = DATA.regions[code], fine = state.view && told.kecamatan(state.view);
    if (!DATA.kecamatan || (!fine && (!region || !state.layout.boxes[region.area]))) return;
    if (!window.petaKecamatan) {
      if (state.asked) return;
      state.asked = true;
      var script = document.createElement("script");
      script.src = DATA.kecamatan;
      script.onload = function () { drawKecamatan(); names.place(); };
      script.onerror = function () { state.asked = false; };
      document.body.appendChild(script);
      return;
    }
    state.kecamatan = L.layerGroup().addTo(map);
    (fine ? Object.keys(DATA.regions) : [code]).forEach(function (one) { addKecamatan(one, fine); });
    outline("selected", state.selected); // on top of them, also when they came later
  }

  /* Lines inside the region that is open; where the view has their values, all of them in colour. */
  function addKecamatan(code, fine) {
    var region = DATA.regions[code], shapes = window.petaKecamatan[code] || {};
    if (!state.layout.boxes[region.area] || !(all() || region.area === state.area)) return;
    var put = placer(areaOf(region), state.layout);
    Object.keys(shapes).forEach(function (own) {
      var rings = shapes[own].map(function (polygon) { return polygon.map(function (ring) { return decode(ring).map(put); }); });
      var row = fine && fine[own];
      var shape = L.polygon(rings, {
        className: "peta-kecamatan" + (fine ? " peta-kecamatan-filled" : ""), weight: fine ? 0.6 : 1, interactive: !!fine, fill: !!fine, fillOpacity: 1
      }).addTo(state.kecamatan);
      if (!fine) return;
      shape.getElement().setAttribute("fill", row ? state.view.palette[+row.k] : "url(#peta-nodata)");
      state.fine[own] = shape;
      shape.label = { area: region.area, name: window.petaNamaKecamatan[own][0], value: row ? row.value : "", ink: row ? state.view.inks[+row.k] : "" };
      shape.on("click", function () { choose(own); });
      var said = window.petaNamaKecamatan[own][0] + ", " + region.short + ": " + (row ? row.said + row.unit : state.view.none);
      shape.bindTooltip(text("div", "", said), { sticky: true, className: "peta-tip", direction: "top" });
    });
  }

  function onResize() {
    relay();
    if (state.view) { drawFrames(state.view); highlight(); }
    fit();
    names.place();
  }

  /* Regions take the places that the frame, the chosen area and the legend give them; none moves while `staying`. */
  function relay(staying) {
    var layout = layOut();
    if (layout.key === state.layout.key) return false;
    if (staying) layout = Object.assign({}, state.layout, { legend: layout.legend, columns: layout.columns });
    var moved = layout.ground !== state.layout.ground;
    state.layout = layout;
    if (!moved) { legend.place(); return false; }
    Object.keys(DATA.regions).forEach(function (code) {
      var region = DATA.regions[code];
      if (!layout.boxes[region.area]) return;
      var put = placer(areaOf(region), layout);
      state.paths[code].setLatLngs(latLngs(region, put));
      state.labels[code].marker.setLatLng(put(region.label));
    });
    return true;
  }

  function where() { return map.getZoom() + " " + map.getCenter(); }

  /* Names are placed by who calls this: the legend, which they keep clear of, comes after the move. */
  function fit() {
    var size = state.layout.size;
    state.fitting = true;
    map.fitBounds([[-size[1], 0], [0, size[0]]], { animate: false, paddingTopLeft: [2, 2], paddingBottomRight: [2, 2 + state.layout.foot] });
    state.fitting = false;
    state.fitted = where();
    legend.place();
  }

  function caption(content, className, point) {
    var node = text("div", className, content);
    node.setAttribute("aria-hidden", "true");
    return L.marker(point, {
      icon: L.divIcon({ className: "peta-anchor", html: node, iconSize: [0, 0] }), interactive: false, keyboard: false
    });
  }

  function drawFrames(view) {
    var key = state.layout.ground + JSON.stringify(view.captions);
    if (key === state.framed) return;
    state.framed = key;
    state.frames.forEach(function (f) { f.remove(); });
    state.frames = [];
    DATA.areas.forEach(function (area) {
      if (!state.layout.boxes[area.id]) return;
      var box = state.layout.boxes[area.id];
      var corner = L.latLng(-box[1], box[0]), add = function (layer) { state.frames.push(layer.addTo(map)); };
      if (!state.layout.single) {
        add(L.rectangle([[-box[3], box[0]], [-box[1], box[2]]], { className: "peta-frame", interactive: false, fill: false, weight: 1 }));
        add(caption(view.captions[area.id] || "", "peta-caption", corner));
      }
      scaleBar(area, box, add);
    });
  }

  /* Each box has its own scale, so each carries its own bar (a round number of kilometres). */
  function scaleBar(area, box, add) {
    var put = placer(area, state.layout), b = area.bounds;
    var ground = DATA.unit * Math.cos(area.lat * Math.PI / 180);
    var raw = (box[2] - box[0]) * 0.22 / put.scale * ground / 1000;
    var power = Math.pow(10, Math.floor(Math.log10(raw)));
    var km = [1, 2, 5, 10].map(function (m) { return m * power; }).filter(function (v) { return v <= raw; }).pop();
    var length = km * 1000 / ground * put.scale, x = box[0] + 14;
    var y = -(box[3] - 12);
    add(L.polyline([[y + 5, x], [y, x], [y, x + length], [y + 5, x + length]], { className: "peta-scale", weight: 1.5, interactive: false }));
    add(caption(km + " km", "peta-scale-text", [y, x + length]));
  }

  function paint(view) {
    if (!state.styled) { state.waiting = view; return; }
    told.unpack(view);
    var rows = told.rows(view), signs = {};
    view.looks.forEach(function (look) { signs[look.kind] = look.sign; });
    window.feature_group = [];
    var renewed = dress(view), drawn = legend.draw(view), other = state.area !== view.area;
    state.area = view.area;
    // who looks closer at a part of the map goes on seeing just that
    var moved = ((drawn || other) && relay(!other && state.view && state.fitted !== where())) || !state.view;
    Object.keys(state.paths).forEach(function (code) { prepare(code, rows[code], view, signs); });
    state.view = view;
    state.selected = view.selected;
    drawFrames(view);
    if (moved) fit();
    else if (renewed) legend.place();
    highlight();
    names.place();
    Object.keys(state.paths).forEach(function (code) { colour(code, rows[code], view); });
    document.body.setAttribute("data-painted", view.stamp);
  }

  /* Whether a region is shown, and what stands on it: all that the lay-out, the legend and the names ask for. */
  function prepare(code, row, view, signs) {
    var region = DATA.regions[code], element = state.paths[code].getElement(), label = state.labels[code];
    var seen = row && view.values && !/[qh]/.test(row.marks);
    label.shown = view.area === "semua" || region.area === view.area;
    element.style.display = label.shown ? "" : "none";
    label.value = seen ? (row.marks.indexOf("d") >= 0 ? signs.d + "\u00a0" : "") + row.value + told.shortUnit(view) + (row.marks.indexOf("b") >= 0 ? signs.b : "") : "";
    label.ink = row ? view.inks[+row.k] : "";
  }

  /* Colours and words come last: what asks for places before would make the browser work them out in between. */
  function colour(code, row, view) {
    var path = state.paths[code], element = path.getElement(), said = told.saying(DATA.regions[code], row, view);
    element.setAttribute("fill", legend.fill(row, view));
    element.setAttribute("aria-label", said);
    path.getTooltip().getContent().textContent = said;
  }

  /* Gives the map its language, theme and size; true where it made the controls anew, which then want their places. */
  function dress(view) {
    var dressed = [view.language, view.theme, view.size].join(" ");
    if (dressed !== state.dressed) { // to write the same once more makes the browser work out the style of every shape anew
      state.dressed = dressed;
      document.documentElement.lang = view.language;
      document.documentElement.style.colorScheme = view.theme === "dark" ? "dark" : "light";
      document.body.className = "peta-" + view.theme;
      state.size = view.size;
      document.body.style.setProperty("--peta-size", view.size + "px");
    }
    map.getRenderer(state.paths[Object.keys(state.paths)[0]])._container.setAttribute("aria-label", view.title);
    if (state.language === view.language) return false;
    state.language = view.language;
    if (state.zoom) state.zoom.remove();
    state.zoom = L.control.zoom({ position: "bottomright", zoomInTitle: view.zoomIn, zoomOutTitle: view.zoomOut }).addTo(map);
    if (state.credit) state.credit.remove();
    state.credit = L.control.attribution({ position: "bottomright", prefix: false }).addTo(map);
    state.credit.getContainer().appendChild(text("span", "", DATA.credit));
    return true;
  }

  window.petaPatuh = { create: create, paint: paint };
})();
