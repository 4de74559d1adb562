// Which statements are shown, and the address that says so: a view can be bookmarked and sent.

const DAYS = [...new Set(STATEMENTS.map((statement) => statement.day).filter(Boolean))].sort();
const FACETS = ["kind", "status", "modality", "relation"];

const state = {
  hidden: Object.fromEntries(FACETS.map((facet) => [facet, new Set()])),
  belief: 0,
  from: 0,
  until: Math.max(DAYS.length - 1, 0),
  minor: false,
  view: "graph",
  selection: null, // { what: "entity" | "statement" | "pair" | "conflict", of: [positions] }
};

/** Tell whether a statement passes every filter. One without a date passes any dates. */
function passes(statement) {
  const { hidden } = state;
  return (
    !hidden.status.has(statement.status) &&
    !hidden.modality.has(statement.modality) &&
    !hidden.relation.has(statement.relation) &&
    !hidden.kind.has(ENTITIES[statement.subject].type) &&
    !hidden.kind.has(ENTITIES[statement.object].type) &&
    statement.belief >= state.belief &&
    (!statement.day || (statement.day >= DAYS[state.from] && statement.day <= DAYS[state.until]))
  );
}

function passing() {
  return STATEMENTS.map((statement, index) => (passes(statement) ? index : -1)).filter((index) => index >= 0);
}

const SELECTIONS = {
  entity: [ENTITY_BY_ID, ENTITIES],
  statement: [STATEMENT_BY_ID, STATEMENTS],
  conflict: [CONFLICT_BY_ID, DATA.conflicts],
  pair: [ENTITY_BY_ID, ENTITIES],
};

function writeAddress(remember) {
  const address = new URLSearchParams();
  const { selection } = state;
  if (selection) for (const each of selection.of) address.append(selection.what, SELECTIONS[selection.what][1][each].id);
  if (state.view !== "graph") address.set("view", state.view);
  if (state.minor) address.set("minor", "1");
  for (const facet of FACETS) for (const value of state.hidden[facet]) address.append(`no-${facet}`, value);
  if (state.belief) address.set("belief", state.belief);
  if (state.from > 0) address.set("from", DAYS[state.from]);
  if (state.until < DAYS.length - 1) address.set("until", DAYS[state.until]);
  try {
    history[remember ? "pushState" : "replaceState"](null, "", `#${address}`);
  } catch {
    // a page inside a notebook has no address
  }
}

function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  state.selection = null;
  for (const [what, [positions]] of Object.entries(SELECTIONS)) {
    const of = address.getAll(what).map((id) => positions.get(id));
    if (of.length === (what === "pair" ? 2 : 1) && !of.includes(undefined)) state.selection = { what, of };
  }
  state.view = address.get("view") === "table" ? "table" : "graph";
  state.minor = address.has("minor");
  for (const facet of FACETS) state.hidden[facet] = new Set(address.getAll(`no-${facet}`));
  state.belief = Math.min(Math.max(Number(address.get("belief")) || 0, 0), 1);
  const from = DAYS.findIndex((each) => each >= address.get("from"));
  const until = DAYS.findLastIndex((each) => each <= address.get("until"));
  state.from = address.has("from") && from >= 0 ? from : 0;
  state.until = address.has("until") && until >= 0 ? until : Math.max(DAYS.length - 1, 0);
}

const count = (values) => values.reduce((counts, value) => counts.set(value, (counts.get(value) || 0) + 1), new Map());

/** Build the filters; `change` is called after each turn of a knob. */
function buildFilters(change) {
  const kinds = count(ENTITIES.map((entity) => entity.type));
  const relations = count(STATEMENTS.map((statement) => statement.relation));
  const often = [...relations.keys()].sort((a, b) => relations.get(b) - relations.get(a) || (a < b ? -1 : 1));
  const statuses = count(STATEMENTS.map((statement) => statement.status));
  const modalities = count(STATEMENTS.map((statement) => statement.modality));
  const wide = matchMedia("(min-width: 1121px)").matches;
  const knobs = make("div", null,
    choices("kind", "Who and what", Object.keys(KINDS), kinds, (kind) => KINDS[kind].label, icon, change),
    choices("status", "Standing", Object.keys(STATUSES), statuses, (status) => STATUSES[status], statusLine, change),
    choices("modality", "How it is put", MODALITIES, modalities, (modality) => modality, null, change),
    ranges(change),
    make("button", { type: "button", id: "reset", onclick: () => reset(change) }, "Reset filters"),
    choices("relation", "Relations", often, relations, (relation) => DATA.relations[relation], null, change),
  );
  find("filters").replaceChildren(make("details", { open: wide }, make("summary", null, "Legend and filters"), knobs));
}

const statusLine = (status) => make("span", { class: `line ${status}`, "aria-hidden": "true" });

function choices(facet, title, values, counts, label, picture, change) {
  const present = values.filter((value) => counts.has(value));
  const boxes = present.map((value) => {
    const box = make("input", {
      type: "checkbox",
      "data-facet": facet,
      "data-value": value,
      onchange: () => {
        state.hidden[facet][box.checked ? "delete" : "add"](value);
        change();
      },
    });
    return make("label", null, box, picture && picture(value), named(label(value)),
      make("span", { class: "count" }, counts.get(value).toLocaleString("en")));
  });
  const toggle = make("button", {
    type: "button",
    class: "link",
    "data-all": facet,
    onclick: () => {
      state.hidden[facet] = new Set(state.hidden[facet].size ? [] : present);
      change();
    },
  });
  return make("fieldset", null, make("legend", null, title, present.length > 1 ? toggle : null),
    make("div", { class: "list" }, ...boxes));
}

function ranges(change) {
  const belief = make("input", { type: "range", id: "belief", min: 0, max: 1, step: 0.05,
    oninput: (event) => { state.belief = Number(event.target.value); change(); } });
  const group = make("fieldset", null, make("legend", null, "How sure, and when"),
    make("label", { class: "range" }, "Belief at least ", make("output", { id: "belief-is" }), belief));
  if (DAYS.length > 1) {
    const slider = (id, text, move) => make("label", { class: "range" }, text, make("output", { id: `${id}-is` }),
      make("input", { type: "range", id, min: 0, max: DAYS.length - 1,
        oninput: (event) => { move(Number(event.target.value)); change(); } }));
    group.append(
      slider("from", "From ", (at) => { state.from = at; state.until = Math.max(at, state.until); }),
      slider("until", "Until ", (at) => { state.until = at; state.from = Math.min(at, state.from); }),
    );
  }
  return group;
}

function reset(change) {
  for (const facet of FACETS) state.hidden[facet] = new Set();
  Object.assign(state, { belief: 0, from: 0, until: Math.max(DAYS.length - 1, 0) });
  change();
}

/** Set every knob as the state has it. */
function showFilters() {
  for (const box of document.querySelectorAll("input[data-facet]")) {
    box.checked = !state.hidden[box.dataset.facet].has(box.dataset.value);
    box.parentElement.classList.toggle("off", !box.checked);
  }
  for (const toggle of document.querySelectorAll("button[data-all]")) {
    toggle.textContent = state.hidden[toggle.dataset.all].size ? "all" : "none";
    toggle.setAttribute("aria-label", `${toggle.textContent}: ${toggle.parentElement.firstChild.textContent}`);
  }
  find("belief").value = state.belief;
  find("belief-is").value = state.belief.toFixed(2);
  if (DAYS.length > 1) {
    for (const id of ["from", "until"]) {
      find(id).value = state[id];
      find(`${id}-is`).value = day(DAYS[state[id]]);
      find(id).setAttribute("aria-valuetext", day(DAYS[state[id]]));
    }
  }
}
