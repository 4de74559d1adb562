// Search over names, other names and sentences; arrows choose, Enter opens.

const KEYS = ENTITIES.map((entity) => [entity.name, ...entity.aliases].map(fold));
const FOLDED = DATA.sentences.map(fold);
const SAID_IN = new Map(); // sentence > the first statement made in it
STATEMENTS.forEach((statement, index) => {
  for (const claim of [...statement.pro, ...statement.con]) if (!SAID_IN.has(claim.at[0])) SAID_IN.set(claim.at[0], index);
});

function search(text) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const rank = (key) => (key.startsWith(wanted) ? 0 : key.includes(` ${wanted}`) ? 1 : key.includes(wanted) ? 2 : 3);
  const names = ENTITIES.map((_, index) => [Math.min(...KEYS[index].map(rank)), -STATEMENTS_OF[index].length, index])
    .filter(([place]) => place < 3)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
    .slice(0, 9)
    .map(([, , index]) => ({ what: "entity", of: [index] }));
  if (wanted.length < 3) return names;
  const sentences = FOLDED.map((sentence, index) => (sentence.includes(wanted) ? index : -1))
    .filter((index) => index >= 0)
    .slice(0, 6)
    .map((index) => ({ what: "statement", of: [SAID_IN.get(index)], sentence: index }));
  return [...names, ...sentences];
}

function buildSearch(select) {
  const box = find("search");
  const list = find("found");
  let hits = [];
  let at = -1;
  const close = () => {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const choose = (hit) => {
    close();
    select({ what: hit.what, of: hit.of });
  };
  const point = (to) => {
    at = to;
    [...list.children].forEach((item, index) => {
      item.setAttribute("aria-selected", index === at);
      if (index === at) item.scrollIntoView({ block: "nearest" });
    });
    if (hits[at]) box.setAttribute("aria-activedescendant", `hit-${at}`);
  };
  const open = () => {
    hits = search(box.value);
    const wanted = fold(box.value.trim());
    list.replaceChildren(...hits.map((hit, index) => hitRow(hit, index, wanted, choose)));
    if (wanted && !hits.length) list.append(make("li", { class: "quiet" }, "Nothing found"));
    list.hidden = !wanted;
    box.setAttribute("aria-expanded", String(!list.hidden));
    point(0);
  };
  box.addEventListener("input", open);
  box.addEventListener("focus", open);
  box.addEventListener("blur", () => setTimeout(close, 150));
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      point((at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % Math.max(hits.length, 1));
      event.preventDefault();
    } else if (event.key === "Enter" && hits[at]) choose(hits[at]);
    else if (event.key === "Escape") {
      box.value = "";
      close();
      box.blur();
      event.stopPropagation();
    }
  });
}

function hitRow(hit, index, wanted, choose) {
  const row = make("li", { role: "option", id: `hit-${index}`, onmousedown: (event) => { event.preventDefault(); choose(hit); } });
  if (hit.what === "entity") {
    const entity = ENTITIES[hit.of[0]];
    row.append(icon(entity.type), named(entity.name), make("small", null, entity.report && `in ${entity.report} · `, plural(STATEMENTS_OF[hit.of[0]].length, "statement")));
  } else {
    const sentence = DATA.sentences[hit.sentence];
    const start = Math.max(FOLDED[hit.sentence].indexOf(wanted) - 30, 0);
    row.append(named(`${start ? "…" : ""}${sentence.slice(start, start + 90)}${sentence.length > start + 90 ? "…" : ""}`));
  }
  return row;
}
