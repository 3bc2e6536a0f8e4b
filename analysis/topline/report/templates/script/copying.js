// What a page can do beyond being read: values at the pointer, sorting, highlighting, copying,
// search. Everything it says is read from the page's own tables, and set as text.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
const make = (tag, settings = {}, ...inside) => {
  const element = Object.assign(document.createElement(tag), settings);
  element.append(...inside);
  return element;
};
const translated = JSON.parse(document.body.dataset.words || "{}");
const say = (english, values = {}) => (translated[english] ?? english).replace(/\{(\w+)\}/g, (_, name) => values[name]);
const announced = make("p", { className: "hidden" });
announced.setAttribute("role", "status");
document.body.append(announced);
const button = (label, about, act) => {
  const made = make("button", { type: "button", textContent: label, onclick: act });
  if (about) made.append(make("span", { className: "hidden", textContent: `: ${about}` }));
  return made;
};

// ---- copying ----
function tell(pressed, message) {
  const first = pressed.firstChild;
  pressed.label ??= first.nodeValue;
  first.nodeValue = message;
  announced.textContent = message;
  clearTimeout(pressed.timer);
  pressed.timer = setTimeout(() => { first.nodeValue = pressed.label; }, 2000);
}
function copyOldWay(text) {
  const field = make("textarea", { value: text });
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
async function copyText(text, pressed) {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    done = copyOldWay(text);
    pressed.focus();
  }
  tell(pressed, done ? say("Copied") : say("Not copied"));
}
// a spreadsheet takes no true minus for a number
const computed = (text) => text.replace(/\u2212(?=\d)/g, "-");
async function copyTable(table, pressed) {
  const rows = all("tr", table).map((row) => [...row.children].map(words));
  const plain = rows.map((row) => row.join("\t")).join("\n");
  const copy = table.cloneNode(true);
  all("*", copy).concat(copy).forEach((element) => {
    for (const { name } of [...element.attributes]) if (!/^(scope|colspan)$/.test(name)) element.removeAttribute(name);
  });
  const kinds = { "text/plain": computed(plain), "text/html": computed(copy.outerHTML) };
  try {
    const blobs = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    tell(pressed, say("Copied"));
  } catch {
    await copyText(kinds["text/plain"], pressed);
  }
}

// ---- a figure as a picture: headline, subtitle, drawing and caption on one ground ----
function wrapped(context, text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && context.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
async function drawn(svg, width, height) {
  const copy = svg.cloneNode(true);
  const style = getComputedStyle(document.documentElement);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  // a picture sees nothing of the page around it: its typeface goes with it
  copy.prepend(make("style", { textContent: document.getElementById("typeface").textContent }));
  const text = new XMLSerializer().serializeToString(copy)
    .replace(/var\((--chart-[0-9a-f]{6})\)/g, (_, name) => style.getPropertyValue(name).trim());
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  return image;
}
async function pictureOf(figure) {
  const edge = 32, width = 1200, room = width - 2 * edge;
  const svg = figure.querySelector(".chart > .wide svg");
  const box = svg.viewBox.baseVal;
  const tall = (room * box.height) / box.width;
  const image = await drawn(svg, room, tall);
  const canvas = make("canvas");
  let context = canvas.getContext("2d");
  const look = getComputedStyle(document.documentElement);
  const colour = (name) => look.getPropertyValue(name).trim();
  const parts = [[".headline", "bold 34px", 42, "--ink"], [".subtitle", "24px", 34, "--muted"], [null], [".note", "18px", 26, "--muted"]];
  const laid = [];
  let y = edge;
  for (const [selector, type, step, ink] of parts) {
    if (!selector) { laid.push({ y }); y += tall + 16; continue; }
    // a note has two parts, one of them folded away
    for (const element of figure.querySelectorAll(selector)) {
      context.font = `${type} ${colour("--sans")}`;
      const font = context.font;
      // a picture goes where the page's headings do not: it says what was asked, as files do
      const text = (selector === ".subtitle" && figure.dataset.below) || words(element);
      const lines = wrapped(context, text, room);
      laid.push({ y, lines, font, step, ink: colour(ink) });
      y += lines.length * step + 10;
    }
  }
  canvas.width = width;
  canvas.height = Math.ceil(y + edge - 10);
  context = canvas.getContext("2d");
  context.fillStyle = colour("--chart-ffffff");
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = "top";
  for (const part of laid) {
    if (!part.lines) { context.drawImage(image, edge, part.y, room, tall); continue; }
    context.font = part.font;
    context.fillStyle = part.ink;
    part.lines.forEach((line, at) => context.fillText(line, edge, part.y + at * part.step));
  }
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}
async function copyPicture(figure, pressed) {
  const picture = pictureOf(figure);
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    tell(pressed, say("Copied"));
  } catch {
    const link = make("a", { href: URL.createObjectURL(await picture), download: `${figure.id}.png` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    tell(pressed, say("Saved as a file"));
  }
}
