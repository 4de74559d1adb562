// The same statements as a table, for keyboards, screen readers and sorting.

const ROWS_AT_ONCE = 300;
const order = { by: 7, down: true };
const COLUMNS = [
  ["Subject", (each) => ENTITIES[each.subject].name],
  ["Relation", (each) => DATA.relations[each.relation]],
  ["Object", (each) => ENTITIES[each.object].name],
  ["How", (each) => each.modality],
  ["Standing", (each) => STATUSES[each.status]],
  ["When", (each) => each.day],
  ["Belief", (each) => each.belief],
  ["For", (each) => each.support],
  ["Against", (each) => each.refute],
];

function showTable(select, rows = ROWS_AT_ONCE) {
  const value = COLUMNS[order.by][1];
  const sign = order.down ? -1 : 1;
  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "en"));
  const shown = passing().sort((a, b) => sign * compare(value(STATEMENTS[a]), value(STATEMENTS[b])) || a - b);
  const table = make("table", null,
    make("caption", null, `${plural(shown.length, "statement")} of ${STATEMENTS.length.toLocaleString("en")} within the filters. Open one by its relation.`),
    make("thead", null, make("tr", null, ...COLUMNS.map(([title], column) => heading(title, column, select)))),
    make("tbody", null, ...shown.slice(0, rows).map((index) => row(index, select))));
  const more = shown.length > rows
    ? make("button", { type: "button", class: "more", onclick: () => showTable(select, rows + ROWS_AT_ONCE) }, `Show ${Math.min(ROWS_AT_ONCE, shown.length - rows)} more`)
    : "";
  find("table").replaceChildren(table, more);
}

function heading(title, column, select) {
  const sorted = order.by === column ? (order.down ? "descending" : "ascending") : null;
  const sort = () => {
    order.down = order.by === column ? !order.down : column >= 6;
    order.by = column;
    showTable(select);
    find("table").querySelectorAll("th button")[column].focus();
  };
  return make("th", { scope: "col", "aria-sort": sorted }, make("button", { type: "button", onclick: sort }, title));
}

function row(index, select) {
  const statement = STATEMENTS[index];
  const { selection } = state;
  const current = selection && selection.what === "statement" && selection.of[0] === index;
  return make("tr", { "aria-current": current ? "true" : null },
    make("td", null, nameButton(statement.subject, select)),
    make("td", null, make("button", { type: "button", class: "link", onclick: () => select({ what: "statement", of: [index] }) }, named(DATA.relations[statement.relation]))),
    make("td", null, nameButton(statement.object, select)),
    make("td", null, statement.modality),
    make("td", { class: "day" }, line(statement), ` ${STATUSES[statement.status]}`),
    make("td", { class: "day" }, period(statement.begin, statement.end) || (statement.day && make("span", { class: "soft", title: "first reported" }, day(statement.day)))),
    make("td", { class: "number" }, statement.belief.toFixed(2)),
    make("td", { class: "number" }, String(statement.support)),
    make("td", { class: "number" }, String(statement.refute)));
}
