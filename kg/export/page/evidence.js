// The panel: what is said of the selection, each statement with the sentences for it and against it.

const AT_ONCE = 40; // statements listed before "show all"

/** Fill the panel for the selection; `select` is called when a reader follows a name. */
function showPanel(select) {
  const panel = find("panel");
  const { selection } = state;
  const fill = { entity: aboutEntity, pair: aboutPair, statement: aboutStatement, conflict: aboutConflict };
  const content = selection ? fill[selection.what](...selection.of, select) : overview(select);
  const back = selection && make("button", { type: "button", class: "link back", onclick: () => select(null) }, "← Overview");
  panel.replaceChildren(...[back, ...content].filter(Boolean));
  panel.scrollTop = 0;
  panel.querySelector("h2").tabIndex = -1;
  find("spoken").textContent = selection ? panel.querySelector("h2").textContent : "";
}

function overview(select) {
  const { counts, conflicts, central } = DATA;
  const stated = STATEMENTS.filter((statement) => statement.plain).length;
  return [
    make("h2", null, "What these reports say"),
    make("p", null, `${plural(counts.documents, "document")}, ${tally(counts.entities, "entity", "entities")}, ${plural(counts.statements, "statement")}. `,
      STATEMENTS.length ? `${tally(stated, "is", "are")} stated as fact and rather believed than not.` : ""),
    make("p", { class: "soft" }, "Choose a name or a line to read the sentences behind it. No line is without its sentence."),
    ...(conflicts.length ? [make("h3", null, `Where reports clash · ${conflicts.length}`), clashes(select)] : []),
    ...(central.length ? [make("h3", null, "Most central"), ranking(central, select)] : []),
    ...(SOURCES.length ? [make("h3", null, "Read from"), papers()] : []),
  ];
}

function clashes(select) {
  const rows = DATA.conflicts.map((conflict, index) => {
    const [first] = conflict.statements;
    return make("li", null,
      make("button", { type: "button", class: "link", onclick: () => select({ what: "conflict", of: [index] }) },
        first === undefined ? named(conflict.reason) : sentenceOf(STATEMENTS[first])),
      make("div", { class: "soft" }, make("small", null, `${conflict.kind} · `, named(conflict.reason))));
  });
  return unfolding(rows, 8);
}

function ranking(central, select) {
  return make("ul", { class: "plain" }, ...central.map((index) => make("li", { class: "rank" },
    icon(ENTITIES[index].type),
    make("button", { type: "button", class: "link", onclick: () => select({ what: "entity", of: [index] }) }, named(ENTITIES[index].name)),
    make("small", null, plural(STATEMENTS_OF[index].length, "statement")))));
}

function papers() {
  const rows = SOURCES.map((source) => make("li", null, link(source.url, source.title || source.file),
    make("div", { class: "soft" }, make("small", null, named([source.outlet, source.date && day(source.date), source.title && source.file].filter(Boolean).join(" · "))))));
  return unfolding(rows, 12);
}

/** List rows, the first ones at once and the rest behind a button. */
function unfolding(rows, first) {
  const list = make("ul", { class: "plain" }, ...rows.slice(0, first));
  if (rows.length <= first) return list;
  const more = make("button", { type: "button", class: "link", onclick: () => { more.remove(); list.append(...rows.slice(first)); } },
    `Show all ${rows.length}`);
  return make("div", null, list, more);
}

function aboutEntity(index, select) {
  const entity = ENTITIES[index];
  const by = new Map();
  for (const at of STATEMENTS_OF[index].filter((each) => passes(STATEMENTS[each]))) {
    const other = STATEMENTS[at].subject === index ? STATEMENTS[at].object : STATEMENTS[at].subject;
    by.set(other, [...(by.get(other) || []), at]);
  }
  const others = [...by.keys()].sort((a, b) => by.get(b).length - by.get(a).length || a - b);
  const total = STATEMENTS_OF[index].length;
  const shown = [...by.values()].reduce((sum, each) => sum + each.length, 0);
  return [
    make("h2", null, named(entity.name)),
    make("p", { class: "kind" }, icon(entity.type), KINDS[entity.type].label, entity.country && ` · ${entity.country}`, entity.report && ` · without a name, in ${entity.report}`),
    entity.aliases.length ? make("p", { class: "soft" }, "also ", named(entity.aliases.join(", "))) : null,
    entity.same.length ? make("p", { class: "soft" }, "same as ", ...entity.same.map((address) => link(address, `${address.replace(/^https?:\/\//, "")} `))) : null,
    make("p", null, plural(total, "statement"), shown < total ? `, ${shown} within the filters` : "", NODES.has(index) ? "" : " · not drawn"),
    ...others.flatMap((other) => [
      make("h3", null, "with ", make("button", { type: "button", class: "link", onclick: () => select({ what: "entity", of: [other] }) }, named(ENTITIES[other].name))),
      statementList(by.get(other), select),
    ]),
  ];
}

function aboutPair(one, other, select) {
  const between = STATEMENTS_OF[one].filter((index) => passes(STATEMENTS[index]) && [STATEMENTS[index].subject, STATEMENTS[index].object].includes(other));
  return [
    make("h2", null, nameButton(one, select), " and ", nameButton(other, select)),
    make("p", { class: "soft" }, plural(between.length, "statement")),
    statementList(between, select),
  ];
}

function aboutConflict(index, select) {
  const conflict = DATA.conflicts[index];
  return [
    make("h2", null, "Reports clash"),
    make("div", { class: "chips" }, make("span", { class: "chip against" }, conflict.kind)),
    make("p", null, named(conflict.reason)),
    conflict.holders.length ? make("p", { class: "soft" }, "held by ", named(conflict.holders.join("; "))) : null,
    ...conflict.statements.map((at) => statementRow(at, select, true)),
  ];
}

function aboutStatement(index, select) {
  const statement = STATEMENTS[index];
  return [
    make("h2", null, nameButton(statement.subject, select), ` ${DATA.relations[statement.relation]} `, nameButton(statement.object, select)),
    ...wholeStatement(index, select),
    make("p", null, make("button", { type: "button", class: "link", onclick: () => select({ what: "pair", of: [statement.subject, statement.object] }) }, "All statements between the two")),
  ];
}

const nameButton = (index, select) =>
  make("button", { type: "button", class: "link", onclick: () => select({ what: "entity", of: [index] }) }, named(ENTITIES[index].name));

const sentenceOf = (statement) => make("span", null, named(ENTITIES[statement.subject].name),
  ` ${DATA.relations[statement.relation]} `, named(ENTITIES[statement.object].name));

function statementList(indexes, select) {
  const order = [...indexes].sort((a, b) => STATEMENTS[b].support + STATEMENTS[b].refute - STATEMENTS[a].support - STATEMENTS[a].refute || a - b);
  const rows = order.map((index) => make("li", null, statementRow(index, select, order.length === 1 && state.selection.what === "pair")));
  return unfolding(rows, AT_ONCE);
}

/** A statement on one line, its evidence beneath; the evidence is made when it is first unfolded. */
function statementRow(index, select, open) {
  const statement = STATEMENTS[index];
  const how = statement.modality === "asserted" ? "" : ` (${statement.modality})`;
  const body = make("div", null);
  const row = make("details", { class: "statement", open: Boolean(open) },
    make("summary", null, line(statement), make("span", null, sentenceOf(statement), how),
      make("small", null, statement.refute ? `${statement.support} for, ${statement.refute} against` : `${statement.support}×`)),
    body);
  const fill = () => { if (row.open && !body.firstChild) body.append(...wholeStatement(index, select)); };
  row.addEventListener("toggle", fill);
  fill();
  return row;
}

function wholeStatement(index, select) {
  const statement = STATEMENTS[index];
  const when = period(statement.begin, statement.end);
  const clash = DATA.conflicts.findIndex((conflict) => conflict.statements.includes(index));
  return [
    make("div", { class: "chips" },
      chip(STATUSES[statement.status], statement.status === "stated" ? "stated" : statement.status === "open" ? "open" : statement.refute ? "against" : ""),
      statement.modality !== "asserted" && chip(statement.modality, "open"),
      chip(`belief ${statement.belief.toFixed(2)}`),
      when && chip(when),
      ...statement.roles.map(([role, filler]) => chip(`${role}: ${filler}`))),
    clash >= 0 && !(state.selection && state.selection.what === "conflict")
      ? make("button", { type: "button", class: "link", onclick: () => select({ what: "conflict", of: [clash] }) }, "See the clash") : null,
    ...evidence("for", statement.pro, statement.support, select),
    ...evidence("against", statement.con, statement.refute, select),
    !state.selection || state.selection.what !== "statement"
      ? make("button", { type: "button", class: "link", onclick: () => select({ what: "statement", of: [index] }) }, "Link to this statement") : null,
  ].filter(Boolean);
}

const chip = (text, kind) => make("span", { class: `chip ${kind || ""}` }, named(text));

function evidence(side, claims, total, select) {
  if (!total) return [];
  const papersCited = new Set(claims.map((claim) => claim.source)).size;
  const where = total > claims.length ? `the first ${claims.length} of ${total}` : `in ${plural(papersCited, "document")}`;
  return [
    make("p", { class: `side ${side}` }, `${side === "for" ? "For" : "Against"} · ${plural(total, "claim")}, ${where}`),
    ...claims.map((claim) => card(claim, side, select)),
  ];
}

/** One claim: its sentence with the words that make it, who says so, where it stands and what read it. */
function card(claim, side, select) {
  const [sentence, start, end] = claim.at;
  const text = DATA.sentences[sentence];
  const source = SOURCES[claim.source];
  const facts = [
    ["polarity", claim.polarity], ["modality", claim.modality], ["certainty", claim.certainty], ["condition", claim.condition],
    ["time", claim.time], ["rule", claim.rule], ["confidence", claim.confidence.toFixed(2)], ["characters", claim.where.join("–")],
  ];
  return make("article", { class: `card ${side}` },
    make("blockquote", null, text.slice(0, start), end > start ? make("mark", null, text.slice(start, end)) : null, text.slice(end)),
    make("p", null, "claimed by ", ...speakers(claim.holders, select)),
    make("p", { class: "soft" }, named(source.outlet || source.file), source.date ? `, ${day(source.date)}` : "",
      source.outlet ? make("span", null, ", ", named(source.file)) : "", source.url ? " · " : "", source.url ? link(source.url, "read the report") : ""),
    make("dl", null, ...facts.filter(([, value]) => value).map(([name, value]) => make("div", null, make("dt", null, name), make("dd", null, named(value))))));
}

/** Name who says so, from the speaker outwards. */
function speakers(holders, select) {
  if (!holders.length) return [make("b", null, "the report itself")];
  return holders.flatMap(([name, entity, anonymous], place) => [
    place ? ", via " : "",
    make("b", null, entity >= 0 ? nameButton(entity, select) : named(name)),
    anonymous ? " (unnamed)" : "",
  ]);
}
