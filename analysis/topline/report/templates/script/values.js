// ---- the values of a chart, at the pointer and by arrow keys ----
// A place is a row of the chart's table, its box in thousandths of the drawing, and the key that
// rows are sorted by: the same for all parts of a bar, NaN for what keeps its place.
function places(drawing) {
  const keys = (drawing.dataset.keys || "").split(" ").map(Number);
  return (drawing.dataset.places || "").split(";").filter(Boolean).map((text, at) => {
    const [row, left, top, right, bottom] = text.split(" ").map(Number);
    return { row, left, top, right, bottom, key: keys[at] };
  });
}
const shownIn = (plot) => all(".chart > div", plot).find((drawing) => drawing.offsetParent);
const tableOf = (plot) => document.getElementById(plot.dataset.table);
const rowsOf = (table) => (table ? all("tbody tr:not(.group)", table) : []);
const headsOf = (table) => all("thead th", table).map(words);

class Explorer {
  constructor(plot) {
    this.plot = plot;
    this.at = -1;
    this.rows = rowsOf(tableOf(plot));
    this.heads = headsOf(tableOf(plot));
    this.band = make("div", { className: "band", hidden: true });
    this.tip = make("div", { className: "tip", hidden: true });
    this.tip.setAttribute("aria-hidden", "true");
    plot.append(this.band, this.tip);
    plot.tabIndex = 0;
    plot.setAttribute("role", "group");
    plot.setAttribute("aria-label", say("Values of this chart: arrow keys go through them"));
    plot.addEventListener("pointermove", (event) => this.point(event));
    plot.addEventListener("pointerdown", (event) => this.point(event));
    plot.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") this.hide(); });
    plot.addEventListener("blur", () => this.hide());
    plot.addEventListener("keydown", (event) => this.step(event));
  }
  get drawing() { return shownIn(this.plot); }
  places() { return this.order ? this.order(places(this.drawing)) : places(this.drawing); }
  point(event) {
    const box = this.drawing.getBoundingClientRect();
    const x = (1000 * (event.clientX - box.left)) / box.width;
    const y = (1000 * (event.clientY - box.top)) / box.height;
    const at = this.places().findIndex((p) => x >= p.left && x <= p.right && y >= p.top && y <= p.bottom);
    if (at < 0) this.hide();
    else this.show(at, event.clientX - box.left);
  }
  step(event) {
    const forward = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const number = this.places().length;
    if (event.key === "Escape") this.hide();
    if (!number || (!forward && event.key !== "Home" && event.key !== "End")) return;
    event.preventDefault();
    const start = this.at < 0 && forward < 0 ? number : this.at;
    const next = event.key === "Home" ? 0 : event.key === "End" ? number - 1 : start + forward;
    this.show(Math.max(0, Math.min(number - 1, next)));
    announced.textContent = words(this.tip);
  }
  show(at, x) {
    const drawing = this.drawing, place = this.places()[at], row = this.rows[place.row];
    if (!row) return;
    const wide = drawing.offsetWidth / 1000, high = drawing.offsetHeight / 1000;
    Object.assign(this.band.style, {
      left: `${place.left * wide}px`, top: `${place.top * high}px`,
      width: `${(place.right - place.left) * wide}px`, height: `${(place.bottom - place.top) * high}px`,
    });
    if (at !== this.at) {
      const [head, ...cells] = [...row.children];
      const group = row.parentNode.dataset.group;
      const lines = cells.map((cell, k) => [this.heads[k + 1], words(cell)]).filter(([, value]) => value && value !== "–");
      this.tip.replaceChildren(
        make("strong", { textContent: group ? `${group}: ${words(head)}` : words(head) }), " ",
        ...lines.flatMap(([name, value]) => [make("span", { textContent: `${name}: ${value}` }), " "]),
      );
    }
    this.at = at;
    this.band.hidden = this.tip.hidden = false;
    const middle = x ?? ((place.left + place.right) / 2) * wide;
    const left = Math.max(0, Math.min(middle - this.tip.offsetWidth / 2, drawing.offsetWidth - this.tip.offsetWidth));
    const above = place.top * high - this.tip.offsetHeight - 8;
    const room = this.plot.getBoundingClientRect().top + above >= 0;
    Object.assign(this.tip.style, { left: `${left}px`, top: `${room ? above : place.bottom * high + 8}px` });
  }
  hide() {
    this.at = -1;
    this.band.hidden = this.tip.hidden = true;
  }
}

// ---- sorting: bars of a drawing change places, each within its group; some are always last ----
// A bar is a row of the drawing: one place from edge to edge, or parts side by side.
function barsOf(list) {
  const bars = new Map();
  for (const place of list) {
    const name = `${place.top} ${place.bottom}`;
    if (!bars.has(name)) bars.set(name, { top: place.top, bottom: place.bottom, key: place.key, parts: [] });
    bars.get(name).parts.push(place);
  }
  return [...bars.values()];
}
const canBeSorted = (bars) => bars.length > 2 && bars.filter((bar) => !Number.isNaN(bar.key)).length > 1
  && bars.every((bar, at) => !at || bar.top >= bars[at - 1].bottom - 1);
const byKey = (a, b) => (Number.isNaN(a.key) || Number.isNaN(b.key) ? Number.isNaN(a.key) - Number.isNaN(b.key) : b.key - a.key);
function sortedPlaces(list, rows) {
  const bars = barsOf(list);
  const group = (bar) => rows[bar.parts[0].row]?.parentNode.dataset.group || "";
  const moved = [];
  for (let start = 0; start < bars.length;) {
    let end = start;
    while (end < bars.length && group(bars[end]) === group(bars[start])) end += 1;
    let top = bars[start].top;
    for (const bar of bars.slice(start, end).sort(byKey)) {
      const height = bar.bottom - bar.top;
      moved.push(...bar.parts.map((place) => ({ ...place, from: bar.top, top, bottom: top + height })));
      top += height;
    }
    start = end;
  }
  return moved;
}
function pieces(svg) {
  return all("path, use, text, image", svg).filter((piece) => !piece.closest("defs, clipPath"));
}
function inBand(piece, list, box) {
  const own = piece.getBoundingClientRect();
  const top = (1000 * (own.top - box.top)) / box.height, bottom = (1000 * (own.bottom - box.top)) / box.height;
  const middle = (top + bottom) / 2;
  return list.find((p) => middle >= p.top && middle <= p.bottom && bottom - top <= (p.bottom - p.top) * 1.2);
}
function moveRows(drawing, list) {
  const svg = drawing.querySelector("svg"), box = svg.getBoundingClientRect();
  const scale = svg.viewBox.baseVal.height / 1000;
  const found = pieces(svg).map((piece) => [piece, inBand(piece, places(drawing), box)]);
  for (const [piece, band] of found) {
    const target = band && list.find((place) => place.row === band.row);
    if (target) move(piece, (target.top - target.from) * scale);
  }
}
function move(piece, down) {
  const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
  group.setAttribute("transform", `translate(0 ${down})`);
  group.setAttribute("class", "moved");
  piece.replaceWith(group);
  group.append(piece);
}
function addSort(plot, explorer, tools, title) {
  const table = tableOf(plot);
  const [first] = all(".chart > div", plot);
  const given = places(first);
  if (!table || !canBeSorted(barsOf(given))) return;
  // what is sorted already needs no button
  if (sortedPlaces(given, explorer.rows).every((place, at) => place.row === given[at].row)) return;
  const body = rowsOf(table), parents = new Map(body.map((row) => [row, row.parentNode]));
  const pressed = button(say("Sort by value"), title, () => {
    const on = pressed.getAttribute("aria-pressed") !== "true";
    pressed.setAttribute("aria-pressed", on);
    explorer.hide();
    explorer.order = on ? (list) => sortedPlaces(list, explorer.rows) : null;
    apply();
    const ranks = new Map(explorer.places().map((place, at) => [explorer.rows[place.row], at]));
    // a row that is not drawn stays behind the one before it
    let rank = -1;
    const ranked = body.map((row) => [rank = ranks.get(row) ?? rank, row]);
    const order = on ? ranked.sort((a, b) => a[0] - b[0]).map(([, row]) => row) : body;
    order.forEach((row) => parents.get(row).append(row));
  });
  function apply() {
    all(".moved", plot).forEach((group) => group.replaceWith(...group.childNodes));
    if (explorer.order) moveRows(shownIn(plot), explorer.places());
    light();
  }
  // the other drawing is laid out when the window turns to it
  matchMedia("(max-width: 47.98rem)").addEventListener("change", apply);
  pressed.setAttribute("aria-pressed", "false");
  tools.append(pressed);
}
