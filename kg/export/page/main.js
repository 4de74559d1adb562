// Ties it together: one state, shown four ways.

function show({ refit = false } = {}) {
  showFilters();
  showPanel(select);
  find("table").hidden = state.view !== "table";
  find("as-graph").setAttribute("aria-pressed", state.view === "graph");
  find("as-table").setAttribute("aria-pressed", state.view === "table");
  if (state.view === "table") keepFocus(find("table"), () => showTable(select));
  const visible = redraw();
  const focus = focused();
  if (refit) fitTo([...visible]);
  else if (focus) keepInSight([...focus].filter((id) => visible.has(id)));
  if (refit) redraw();
}

/** Do something that makes the buttons of an element anew, and go back to the one that had the focus. */
function keepFocus(element, act) {
  const at = [...element.querySelectorAll("button")].indexOf(document.activeElement);
  act();
  if (at >= 0) element.querySelectorAll("button")[at]?.focus();
}

/** Choose what the panel is about; null is the overview. */
function select(selection) {
  const reading = find("panel").contains(document.activeElement);
  state.selection = selection;
  writeAddress(true);
  show();
  if (reading) find("panel").querySelector("h2").focus({ preventScroll: true });
  if (selection && matchMedia("(max-width: 760px)").matches) find("panel").scrollIntoView();
}

function change() {
  writeAddress(false);
  show();
}

/** Move the drawing only when what was chosen lies outside it. */
function keepInSight(ids) {
  const { width, height } = find("mynetwork").getBoundingClientRect();
  const outside = ids.some((id) => {
    const { x, y } = network.canvasToDOM(network.getPosition(id));
    return x < 20 || y < 20 || x > width - 20 || y > height - 40;
  });
  if (outside) network.moveTo({ position: network.getPosition(ids[0]), animation: false });
}

function clicked({ nodes: hitNodes, edges: hitEdges }) {
  if (hitNodes.length) return select({ what: "entity", of: [hitNodes[0]] });
  if (!hitEdges.length) return state.selection && select(null);
  const edge = edges.get(hitEdges[0]);
  const of = edge.statements.filter((index) => passes(STATEMENTS[index]));
  return select(of.length === 1 ? { what: "statement", of } : { what: "pair", of: [edge.from, edge.to] });
}

function setUp() {
  const { counts } = DATA;
  find("counts").textContent = [plural(counts.documents, "document"), tally(counts.entities, "entity", "entities"),
    plural(counts.statements, "statement")].join(" · ");
  buildFilters(change);
  buildSearch(select);
  for (const [id, view] of [["as-graph", "graph"], ["as-table", "table"]]) {
    find(id).addEventListener("click", () => { state.view = view; change(); });
  }
  find("minor").addEventListener("click", () => {
    state.minor = !state.minor;
    writeAddress(false);
    show({ refit: true });
  });
  find("fit").addEventListener("click", () => show({ refit: true }));
  find("closer").addEventListener("click", () => zoomBy(1.3));
  find("farther").addEventListener("click", () => zoomBy(1 / 1.3));
  find("png").addEventListener("click", savePicture);
  network.on("click", clicked);
  let zooming;
  network.on("zoom", () => { clearTimeout(zooming); zooming = setTimeout(redraw, 120); });
  network.on("hoverNode", ({ node, event }) => hint(nodeHint(node), event));
  network.on("hoverEdge", ({ edge, event }) => hint(edgeHint(edge), event));
  for (const away of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(away, () => hint(""));
  addEventListener("keydown", (event) => {
    const typing = event.target.matches && event.target.matches("input, textarea");
    if (event.key === "/" && !typing) {
      event.preventDefault();
      find("search").focus();
    } else if (event.key === "Escape" && !typing && state.selection) select(null);
  });
  addEventListener("popstate", () => { readAddress(); show(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show());
  readAddress();
  show({ refit: true });
  document.documentElement.dataset.ready = "yes";
}

setUp();
