// What the page knows, and how it puts text on the screen: as text, never as markup.
"use strict";

const DATA = JSON.parse(document.getElementById("kg-data").textContent);
const { entities: ENTITIES, statements: STATEMENTS, sources: SOURCES, kinds: KINDS } = DATA;

const STATUSES = {
  stated: "stated as fact",
  open: "not asserted",
  weak: "weakly supported",
  disputed: "disputed",
  refuted: "refuted",
};
const MODALITIES = [
  "asserted", "planned", "requested", "offered", "threatened", "possible", "conditional", "counterfactual", "questioned",
];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const STATEMENTS_OF = ENTITIES.map(() => []);
STATEMENTS.forEach((statement, index) => {
  STATEMENTS_OF[statement.subject].push(index);
  if (statement.object !== statement.subject) STATEMENTS_OF[statement.object].push(index);
});
const ENTITY_BY_ID = new Map(ENTITIES.map((entity, index) => [entity.id, index]));
const STATEMENT_BY_ID = new Map(STATEMENTS.map((statement, index) => [statement.id, index]));
const CONFLICT_BY_ID = new Map(DATA.conflicts.map((conflict, index) => [conflict.id, index]));

const find = (id) => document.getElementById(id);

/** Make an element. Children that are strings become text; properties that are functions become listeners. */
function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child || child === 0));
  return element;
}

/** Make a name that cannot turn the text around it. */
const named = (name) => make("span", { class: "name" }, name);

function link(address, text) {
  if (!/^https?:\/\//i.test(address)) return document.createTextNode(text);
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, text);
}

const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
const tally = (count, word, words) => `${count.toLocaleString("en")} ${count === 1 ? word : words}`;

function day(text) {
  const [year, month, date] = text.split("-");
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${Number(year)}`;
}

/** Say when: a day, a month, a year, or from one day to another. */
function period(begin, end) {
  if (!begin && !end) return "";
  if (!begin || !end) return begin ? `since ${day(begin)}` : `until ${day(end)}`;
  if (begin === end) return day(begin);
  const last = new Date(Date.UTC(Number(end.slice(0, 4)), Number(end.slice(5, 7)), 0)).getUTCDate();
  if (begin.endsWith("-01") && Number(end.slice(8)) === last) {
    if (begin.slice(0, 7) === end.slice(0, 7)) return day(begin).replace(/^1 /, "");
    if (begin.slice(5) === "01-01" && end.slice(5) === "12-31" && begin.slice(0, 4) === end.slice(0, 4)) {
      return String(Number(begin.slice(0, 4)));
    }
  }
  return `${day(begin)} – ${day(end)}`;
}

/** Fold accents and case, so that "Cavusoglu" finds "Çavuşoğlu". */
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ı/g, "i").replace(/ø/g, "o").replace(/ł/g, "l");
}

const SHAPES = {
  dot: "M8 2a6 6 0 1 0 .01 0z",
  square: "M2.5 2.5h11v11h-11z",
  diamond: "M8 1l7 7-7 7-7-7z",
  triangle: "M8 1.5l7 12.5H1z",
  triangleDown: "M8 14.5L1 2h14z",
  hexagon: "M4.4 1.8h7.2L15 8l-3.4 6.2H4.4L1 8z",
  star: "M8 1l2 4.7 5.1.4-3.9 3.3 1.2 5L8 11.7l-4.4 2.7 1.2-5L.9 6.1 6 5.7z",
};

/** Draw the shape of a class as its legend does. */
function icon(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of [["width", 14], ["height", 14], ["viewBox", "0 0 16 16"], ["aria-hidden", "true"]]) {
    svg.setAttribute(name, value);
  }
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[KINDS[kind].shape] || SHAPES.dot);
  path.setAttribute("fill", KINDS[kind].colour);
  svg.append(path);
  return svg;
}

/** Draw the line of a statement as the graph does. */
function line(statement) {
  const open = statement.modality !== "asserted" ? " open" : "";
  return make("span", { class: `line ${statement.status}${open}`, role: "img", "aria-label": STATUSES[statement.status] });
}
