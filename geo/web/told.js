/* What the page tells the map of a view (geo/web/choropleth.py), taken apart: its numbers come formatted by the server. */
(function () {
  "use strict";

  /* What a value is counted in, where that is short enough to stand on the map. */
  function shortUnit(view) { return view.suffix.length < 3 ? view.suffix : ""; }

  /* kecamatan: "code|class|value text|h where withheld" joined with ";"; null where the view has none. */
  function kecamatan(view) {
    if (!view.kecamatan) return null;
    var found = {};
    view.kecamatan.split(";").forEach(function (row) {
      var cell = row.split("|");
      if (cell.length === 4) found[cell[0]] = { k: cell[1], said: cell[2], unit: cell[3] ? "" : view.suffix, value: cell[3] || !view.values ? "" : cell[2] + shortUnit(view) };
    });
    return found;
  }

  /* rows: "code|class|value text|date index|marks" joined with ";" - numbers formatted by the server. */
  function rows(view) {
    var found = {};
    view.rows.split(";").forEach(function (row) {
      var cell = row.split("|");
      if (cell.length === 5) found[cell[0]] = { k: cell[1], value: cell[2], date: view.dates[+cell[3]] || "", marks: cell[4] };
    });
    return found;
  }

  /* The words of a region, for who points at it or does not see the map. */
  function saying(region, row, view) {
    var name = region.name + (region.covers ? " (" + view.covers + " " + region.covers + ")" : "");
    if (!row) return name + ": " + view.none;
    if (row.marks.indexOf("h") >= 0) return name + ": " + row.value;
    var looks = row.marks + (region.muted ? "m" : ""), seen = view.looks.filter(function (l) { return looks.indexOf(l.kind) >= 0; });
    return name + ": " + row.value + view.suffix + seen.map(function (l) { return ", " + l.said; }).join("") + ", " + row.date;
  }

  /* Lists travel as one text each, because every quote of a list costs two bytes (geo/web/choropleth.py). */
  function unpack(view) {
    view.palette = view.palette ? view.palette.split(" ") : [];
    view.inks = view.inks.split(" ");
    view.looks = view.looks ? view.looks.split(";").map(function (l) { l = l.split("|"); return { kind: l[0], sign: l[1], said: l[2] }; }) : [];
  }

  window.petaTold = { unpack: unpack, rows: rows, kecamatan: kecamatan, saying: saying, shortUnit: shortUnit };
})();
