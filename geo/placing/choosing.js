/* One place for each label out of those that it may take, so that no two are in each other's way.

   Labels are placed one after the other, a few times, each time those first that came off badly the time before; the
   cheapest outcome is then improved by letting a label take a better place from others that find another one. The
   number of steps is bounded, never the time: a slow computer places as a fast one does. */
(function (root) {
  "use strict";
  var NOTHING = 400; // what it costs to leave a label out
  var TURNS = 16; // how often all are placed anew
  var STEPS = 60000; // pairs of places that are looked at while improving

  /* `choices`: for each label its places {box, leader, cost}, cheapest first. Gives one of them or null for each. */
  root.petaChoose = function (choices, size) {
    var gap = 0.15 * size, best = null, first = choices.map(function (places) { return places.length ? places[0].cost : NOTHING; });
    var blame = choices.map(function (places) { return -places.length; });
    // who came off badly comes first the next time
    for (var turn = 0; turn < TURNS; turn++) {
      var tried = inTurn(choices, byBlame(blame), gap), short = false;
      if (!best || total(tried) < total(best) - 1e-9) best = tried;
      tried.forEach(function (place, i) {
        if (price(place) > first[i] + 10) short = true;
        blame[i] = (turn ? blame[i] / 2 : 0) + price(place) - first[i];
      });
      if (!short) break;
    }
    return best ? improved(choices, best, gap) : [];
  };

  function byBlame(blame) {
    return blame.map(function (_, i) { return i; }).sort(function (a, b) { return blame[b] - blame[a]; });
  }

  function inTurn(choices, order, gap) {
    var chosen = choices.map(function () { return null; });
    order.forEach(function (i) { chosen[i] = cheapest(choices[i], chosen, i, gap, null); });
    return chosen;
  }

  /* The first of a label's places that is in nobody's way. */
  function cheapest(places, chosen, own, gap, steps) {
    for (var p = 0; p < places.length; p++) {
      if (!blocking(places[p], chosen, own, gap, 1, steps).length) return places[p];
    }
    return null;
  }

  /* The labels, at most `most`, whose chosen places a place is in the way of. */
  function blocking(place, chosen, own, gap, most, steps) {
    var found = [];
    for (var i = 0; i < chosen.length && found.length < most; i++) {
      if (i !== own && chosen[i] && clash(place, chosen[i], gap)) found.push(i);
    }
    if (steps) steps.left -= chosen.length;
    return found;
  }

  /* Lets the worst off take a better place, until none can or the steps are used up. */
  function improved(choices, chosen, gap) {
    var steps = { left: STEPS }, better = true;
    while (better && steps.left > 0) {
      better = false;
      worstFirst(chosen).forEach(function (i) {
        var next = bettered(choices, chosen, i, gap, steps, 1, []);
        if (total(next) < total(chosen) - 1e-9) { chosen = next; better = true; }
      });
    }
    return chosen;
  }

  /* The outcome when a label takes the first of its places with which all together are better off. */
  function bettered(choices, chosen, i, gap, steps, depth, fixed) {
    for (var p = 0; p < choices[i].length && steps.left > 0 && choices[i][p].cost < price(chosen[i]) - 1e-9; p++) {
      var next = takes(choices, chosen, i, choices[i][p], gap, steps, depth, fixed);
      if (next && total(next) < total(chosen) - 1e-9) return next;
    }
    return chosen;
  }

  /* The outcome when a label takes a place and up to two others, none of them `fixed`, make way; they may do likewise. */
  function takes(choices, chosen, own, place, gap, steps, depth, fixed) {
    var others = blocking(place, chosen, own, gap, 3, steps), next = chosen.slice();
    if (others.length > 2 || others.some(function (i) { return fixed.indexOf(i) >= 0; })) return null;
    next[own] = place;
    others.forEach(function (i) { next[i] = null; });
    others.forEach(function (i) { next[i] = cheapest(choices[i], next, i, gap, steps); });
    if (!depth || total(next) < total(chosen) - 1e-9) return next;
    others.forEach(function (i) { next = bettered(choices, next, i, gap, steps, depth - 1, fixed.concat(own)); });
    return next;
  }

  function worstFirst(chosen) {
    return chosen.map(function (_, i) { return i; }).sort(function (a, b) { return price(chosen[b]) - price(chosen[a]); });
  }

  function price(place) { return place ? place.cost : NOTHING; }

  function total(chosen) { return chosen.reduce(function (sum, place) { return sum + price(place); }, 0); }

  /* Whether two labels cover each other, or the line of one goes through the other or its line. */
  function clash(a, b, gap) {
    var x = a.box, y = b.box;
    if (x[0] < y[2] + gap && x[2] > y[0] - gap && x[1] < y[3] + gap && x[3] > y[1] - gap) return true;
    if (a.leader && root.petaCrosses(a.leader, y)) return true;
    if (b.leader && root.petaCrosses(b.leader, x)) return true;
    return !!a.leader && !!b.leader && cross(a.leader, b.leader);
  }

  function side(a, x, y) { return (a[2] - a[0]) * (y - a[1]) - (a[3] - a[1]) * (x - a[0]); }

  function cross(a, b) {
    return side(a, b[0], b[1]) * side(a, b[2], b[3]) <= 0 && side(b, a[0], a[1]) * side(b, a[2], a[3]) <= 0;
  }

  /* Whether a line [x0, y0, x1, y1] goes through a box. */
  root.petaCrosses = function (line, box) {
    var from = 0, to = 1, d = [line[2] - line[0], line[3] - line[1]];
    for (var k = 0; k < 2; k++) {
      if (d[k] === 0) {
        if (line[k] <= box[k] || line[k] >= box[k + 2]) return false;
        continue;
      }
      var one = (box[k] - line[k]) / d[k], two = (box[k + 2] - line[k]) / d[k];
      from = Math.max(from, Math.min(one, two));
      to = Math.min(to, Math.max(one, two));
    }
    return from < to;
  };
})(globalThis);
