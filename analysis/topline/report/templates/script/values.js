// ---- the values of a chart, at the pointer and by arrow keys ----
// A place is a row of the chart's table, and its box in thousandths of the drawing.
function places(drawing) {
  return (drawing.dataset.places || "").split(";").filter(Boolean).map((text) => {
    const [row, left, top, right, bottom] = text.split(" ").map(Number);
    return { row, left, top, right, bottom };
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

// ---- sorting: rows of a drawing change places, each within its group ----
const isRowChart = (list) => list.length > 2 && list.every((p) => p.left === 0 && p.right === 1000);
const numberIn = (text) => { const found = text.replaceAll(GROUP, "").replace(/(?<=\d)\s(?=\d)/g, "").replaceAll(DECIMAL, ".").match(/-?\d+(\.\d+)?/); return found ? Number(found[0]) : -Infinity; };
function sortedPlaces(list, rows) {
  const value = (place) => numberIn(words(rows[place.row].children[1]));
  const group = (place) => rows[place.row].parentNode.dataset.group || "";
  const moved = [];
  for (let start = 0; start < list.length;) {
    let end = start;
    while (end < list.length && group(list[end]) === group(list[start])) end += 1;
    let top = list[start].top;
    for (const place of list.slice(start, end).sort((a, b) => value(b) - value(a))) {
      const height = place.bottom - place.top;
      moved.push({ ...place, from: place.top, top, bottom: top + height });
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
  if (!table || !isRowChart(given)) return;
  // what is sorted already needs no button
  if (sortedPlaces(given, explorer.rows).every((place, at) => place.row === given[at].row)) return;
  const body = rowsOf(table).map((row) => [row.parentNode, row]);
  const pressed = button(say("Sort by value"), title, () => {
    const on = pressed.getAttribute("aria-pressed") !== "true";
    pressed.setAttribute("aria-pressed", on);
    explorer.hide();
    explorer.order = on ? (list) => sortedPlaces(list, explorer.rows) : null;
    apply();
    const order = on ? explorer.places().map((place) => explorer.rows[place.row]) : body.map(([, row]) => row);
    const parents = new Map(body.map(([parent, row]) => [row, parent]));
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
