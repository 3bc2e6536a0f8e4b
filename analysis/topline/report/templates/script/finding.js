// ---- highlighting one group or answer across the page ----
let highlighted = "";
const explorers = new Map();
function light() {
  all(".dim, .lit").forEach((element) => element.classList.remove("dim", "lit"));
  if (!highlighted) return;
  for (const table of all("table")) lightTable(table);
  for (const [plot, explorer] of explorers) lightChart(plot, explorer);
}
const isOf = (row) => words(row.children[0]) === highlighted || row.parentNode.dataset.group === highlighted;
function lightTable(table) {
  rowsOf(table).filter(isOf).forEach((row) => row.classList.add("lit"));
  const heads = all("thead tr:last-child > *", table).map(words);
  heads.forEach((head, column) => {
    if (head !== highlighted) return;
    for (const row of rowsOf(table)) row.children[column]?.classList.add("lit");
  });
}
function lightChart(plot, explorer) {
  const list = explorer.places();
  if (!list.some((place) => explorer.rows[place.row] && isOf(explorer.rows[place.row]))) return;
  const svg = shownIn(plot).querySelector("svg"), box = svg.getBoundingClientRect();
  for (const piece of pieces(svg)) {
    const own = piece.getBoundingClientRect();
    const y = (500 * (own.top + own.bottom - 2 * box.top)) / box.height, x = (500 * (own.left + own.right - 2 * box.left)) / box.width;
    const small = own.height < box.height / 2 || list.length < 3;
    const place = small && list.find((p) => x >= p.left && x <= p.right && y >= p.top && y <= p.bottom);
    if (place && !isOf(explorer.rows[place.row])) piece.classList.add("dim");
  }
}
function addHighlight(tools) {
  const seen = new Map();
  for (const table of all("table")) {
    const heads = all("thead tr:last-child > *", table).slice(1).map(words);
    const isMatrix = table.closest(".matrix");
    const groups = all("tbody[data-group]", table).map((body) => body.dataset.group);
    const labels = table.closest("figure") || isMatrix ? rowsOf(table).filter((row) => !row.matches(".base")).map((row) => words(row.children[0])) : [];
    // a group heads several rows, so it is worth its place in one table; others in two
    for (const name of new Set([...labels, ...(isMatrix ? heads : [])])) seen.set(name, (seen.get(name) || 0) + 1);
    if (new Set(groups).size > 1) for (const name of groups) seen.set(name, 2);
  }
  const names = [...seen].filter(([name, times]) => name && times > 1 && name.length < 80).map(([name]) => name);
  if (!names.length) return;
  const choice = make("select", { onchange: () => { highlighted = choice.value; light(); } }, new Option(say("nothing"), ""));
  names.forEach((name) => choice.append(new Option(name, name)));
  tools.append(make("label", {}, `${say("Highlight")} `, choice));
}

// ---- search, where there are many questions ----
const MANY = 12;
function addSearch(tools) {
  // models stand below questions, and are none
  const marked = all("#questions .question");
  const items = marked.length ? marked : all("main figure");
  if (items.length < MANY) return;
  const said = make("p", { className: "said" });
  said.setAttribute("role", "status");
  const texts = items.map((item) => [item, ...all("details", item)].map(words).join(" ").toLocaleLowerCase());
  const field = make("input", { type: "search", placeholder: say("of {all}", { all: items.length }) });
  field.addEventListener("input", () => {
    const wanted = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    items.forEach((item, at) => {
      item.hidden = !wanted.every((word) => texts[at].includes(word));
      shown += !item.hidden;
      const link = item.id && document.querySelector(`nav a[href="#${CSS.escape(item.id)}"]`);
      if (link) link.parentNode.hidden = item.hidden;
    });
    said.textContent = wanted.length ? say("{part} of {all} shown", { part: shown, all: items.length }) : "";
  });
  tools.append(make("label", {}, `${say("Search the questions")} `, field), said);
}

// ---- contents beside the page: where one is ----
function followContents() {
  const links = new Map(all("nav a[href^='#']").map((link) => [document.getElementById(link.hash.slice(1)), link]));
  const watch = () => {
    let here = null;
    for (const [target] of links) if (target && !target.hidden && target.getBoundingClientRect().top < innerHeight / 3) here = target;
    for (const [target, link] of links) link.toggleAttribute("aria-current", target === here);
    const current = links.get(here);
    if (current) current.setAttribute("aria-current", "true");
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; watch(); });
  }, { passive: true });
  watch();
}
