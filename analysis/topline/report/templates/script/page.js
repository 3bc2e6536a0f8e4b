// ---- what each part of the page gets ----
for (const figure of all("figure[id]")) {
  const plot = figure.querySelector(".plot"), title = words(figure.querySelector(".headline"));
  const tools = make("div", { className: "tools" });
  if (plot && places(plot.querySelector(".chart > div")).length) {
    const explorer = new Explorer(plot);
    explorers.set(plot, explorer);
    addSort(plot, explorer, tools, title);
  }
  tools.append(
    button(say("Copy picture"), title, ({ currentTarget }) => copyPicture(figure, currentTarget)),
    button(say("Copy link"), title, ({ currentTarget }) => copyText(`${location.href.split("#")[0]}#${figure.id}`, currentTarget)),
  );
  figure.querySelector(".files").before(tools);
}
for (const scroll of all(".scroll")) {
  const table = scroll.querySelector("table"), caption = scroll.querySelector("caption");
  if (!table) continue;
  const tools = make("div", { className: "tools" });
  tools.append(button(say("Copy table"), caption && words(caption), ({ currentTarget }) => copyTable(table, currentTarget)));
  const note = scroll.nextElementSibling;
  (note?.matches(".note") ? note : scroll).after(tools);
}
for (const saying of all(".sayings dd")) {
  const text = words(saying);
  saying.append(button(say("Copy"), say("this sentence"), ({ currentTarget }) => copyText(text, currentTarget)));
}
const tools = make("div", { className: "tools" });
addSearch(tools);
addHighlight(tools);
// before the contents, which may be longer than the window
if (tools.childNodes.length) document.querySelector("nav").prepend(tools);
followContents();
