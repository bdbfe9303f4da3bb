// Makes europe.csv from Natural Earth, as packed by world-atlas. Run in a folder outside the repository:
//   npm install world-atlas@2.0.2 topojson-client@3.1.0 && node <path>/convert.mjs > <path>/europe.csv
//
// Borders are cut into arcs that neighbours share, and each arc is simplified once: no gaps arise between countries.
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "x.js"));
const { mergeArcs } = require("topojson-client");
const atlas = require("world-atlas/countries-50m.json");

// The picture: Lambert azimuthal equal area around 52 N 10 E (as EPSG:3035, on a sphere), in kilometres from there,
// then two kilometres and a half to a unit.
const VIEW = { left: -1830, right: 2960, top: 2300, bottom: -2130 };
const UNIT = 2.5;
// What a point must change, as an area in square units, to be kept (Visvalingam and Whyatt 1993).
const DETAIL = 1;
// Islands below this area (square units) are left out, unless they are all there is of a country.
const SMALLEST = 12;
// Countries below this area are marked with a circle as well.
const TINY = 900;

const SHOWN = {
  AT: "040", BE: "056", BG: "100", HR: "191", CY: "196", CZ: "203", DK: "208", EE: "233", FI: "246", FR: "250",
  DE: "276", GR: "300", HU: "348", IE: "372", IT: "380", LV: "428", LT: "440", LU: "442", MT: "470", NL: "528",
  PL: "616", PT: "620", RO: "642", SK: "703", SI: "705", ES: "724", SE: "752",
  IS: "352", LI: "438", NO: "578", CH: "756", GB: "826",
  AL: "008", AM: "051", BA: "070", BY: "112", GE: "268", MD: "498", ME: "499", MK: "807", RS: "688", TR: "792",
  UA: "804", XK: "Kosovo",
};
// Parts that Natural Earth draws on their own, or (Crimea, a part of Ukraine) with who holds them.
const PARTS = { CY: ["N. Cyprus"], FI: ["248"], GB: ["833", "832", "831"] };
const CRIMEA = [34.1, 45.2];

const radians = Math.PI / 180;
function project([longitude, latitude]) {
  const [l, p, p0] = [(longitude - 10) * radians, latitude * radians, 52 * radians];
  const cosine = Math.sin(p0) * Math.sin(p) + Math.cos(p0) * Math.cos(p) * Math.cos(l);
  if (cosine < -0.5) return null;
  const k = 6371 * Math.sqrt(2 / (1 + cosine));
  const x = k * Math.cos(p) * Math.sin(l);
  const y = k * (Math.cos(p0) * Math.sin(p) - Math.sin(p0) * Math.cos(p) * Math.cos(l));
  return [(x - VIEW.left) / UNIT, (VIEW.top - y) / UNIT];
}

const WIDTH = (VIEW.right - VIEW.left) / UNIT;
const HEIGHT = (VIEW.top - VIEW.bottom) / UNIT;

function triangle(a, b, c) {
  return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;
}

// Takes away the point that matters least until all that stay matter; ends of arcs always stay.
function simplify(points) {
  const kept = points.slice();
  while (kept.length > 2) {
    let least = 1;
    for (let i = 1; i < kept.length - 1; i++) {
      const area = triangle(kept[i - 1], kept[i], kept[i + 1]);
      if (i === 1 || area < least.area) least = { area, i };
    }
    if (least.area >= DETAIL) break;
    kept.splice(least.i, 1);
  }
  return kept;
}

const { scale, translate } = atlas.transform;
const degrees = atlas.arcs.map((arc) => {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
});
const arcs = degrees.map((arc) => {
  const points = arc.map(project);
  return points.some((p) => p === null) ? null : simplify(points);
});

function ringOf(indexes, source) {
  const points = [];
  for (const index of indexes) {
    const arc = source[index < 0 ? ~index : index];
    if (arc === null) return null;
    const part = index < 0 ? arc.slice().reverse() : arc;
    points.push(...part.slice(points.length ? 1 : 0));
  }
  return points;
}

function holds(ring, [x, y]) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [a, b] = [ring[i], ring[j]];
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

// Cuts a ring at one side of the picture (Sutherland and Hodgman 1974).
function cut(ring, axis, limit, sign) {
  const out = [];
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[(i + ring.length - 1) % ring.length], ring[i]];
    const [insideA, insideB] = [sign * (a[axis] - limit) <= 0, sign * (b[axis] - limit) <= 0];
    if (insideA !== insideB) {
      const t = (limit - a[axis]) / (b[axis] - a[axis]);
      out.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
    }
    if (insideB) out.push(b);
  }
  return out;
}

function clip(ring) {
  const margin = 8;
  const sides = [[0, WIDTH + margin, 1], [0, -margin, -1], [1, HEIGHT + margin, 1], [1, -margin, -1]];
  return sides.reduce((rest, [axis, limit, sign]) => cut(rest, axis, limit, sign), ring);
}

function area(ring) {
  let sum = 0;
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length];
    sum += a[0] * b[1] - b[0] * a[1];
  });
  return Math.abs(sum / 2);
}

function path(ring) {
  const points = ring.map(([x, y]) => [Math.round(x), Math.round(y)]);
  let [before, text] = [points[0], `M${points[0].join(" ")}l`];
  for (const point of points.slice(1)) {
    const [dx, dy] = [point[0] - before[0], point[1] - before[1]];
    if (dx !== 0 || dy !== 0) text += `${text.endsWith("l") ? "" : " "}${dx} ${dy}`;
    before = point;
  }
  return text.replace(/ -/g, "-") + "z";
}

// The point of a ring that lies farthest from its border, on a grid: where a label stands well.
function middle(ring, holes) {
  const [xs, ys] = [ring.map((p) => p[0]), ring.map((p) => p[1])];
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  let best = { x: (x0 + x1) / 2, y: (y0 + y1) / 2, room: -1 };
  const steps = 40;
  for (let i = 1; i < steps; i++) {
    for (let j = 1; j < steps; j++) {
      const [x, y] = [x0 + ((x1 - x0) * i) / steps, y0 + ((y1 - y0) * j) / steps];
      if (!holds(ring, [x, y]) || holes.some((hole) => holds(hole, [x, y]))) continue;
      // A label is wider than high.
      const room = Math.min(...ring.map((p) => Math.hypot((p[0] - x) / 1.6, p[1] - y)));
      if (room > best.room) best = { x, y, room };
    }
  }
  return best;
}

const shapes = atlas.objects.countries.geometries.map((g) => ({ ...g, key: g.id ?? g.properties.name }));
const polygons = (g) => (g.type === "Polygon" ? [g.arcs] : g.arcs);
const russia = shapes.find((g) => g.key === "643");
const crimea = polygons(russia).filter((polygon) => holds(ringOf(polygon[0], degrees), CRIMEA));
russia.arcs = polygons(russia).filter((polygon) => !crimea.includes(polygon));

const rows = [];
const used = new Set();
for (const [code, key] of Object.entries(SHOWN).sort()) {
  const members = shapes.filter((g) => [key, ...(PARTS[code] ?? [])].includes(g.key));
  if (code === "UA") members.push({ type: "MultiPolygon", arcs: crimea });
  members.forEach((g) => used.add(g.key));
  rows.push(row(code, mergeArcs(atlas, members)));
}
const rest = shapes.filter((g) => !used.has(g.key) && g.key !== "010");
rows.push(row("", mergeArcs(atlas, rest)));

function row(code, shape) {
  const parts = [];
  for (const polygon of polygons(shape)) {
    const rings = polygon.map((ring) => ringOf(ring, arcs)).filter((ring) => ring !== null).map(clip);
    const size = rings[0]?.length > 2 ? area(rings[0]) : 0;
    if (size > 0) parts.push({ rings: rings.filter((ring) => ring.length > 2 && area(ring) >= 2), size });
  }
  parts.sort((a, b) => b.size - a.size);
  const total = parts.reduce((sum, part) => sum + part.size, 0);
  const kept = parts.filter((part, i) => (code !== "" && i === 0) || part.size >= SMALLEST);
  const at = code === "" ? { x: 0, y: 0, room: 0 } : middle(kept[0].rings[0], kept[0].rings.slice(1));
  const tiny = code !== "" && total < TINY ? 1 : 0;
  const [x, y, room] = [at.x, at.y, Math.max(at.room, 0)].map(Math.round);
  return [code, x, y, room, tiny, kept.flatMap((part) => part.rings).map(path).join("")].join(",");
}

console.log("code,x,y,room,tiny,path");
console.log(rows.join("\n"));
console.error(`${WIDTH} by ${HEIGHT} units; Crimea: ${crimea.length} shape`);
