// The drawing: pyvis made `network`, `nodes` and `edges`; here they get colours, labels and what is hidden.

const NODES = new Map(nodes.get().map((node) => [node.id, node]));
const EDGES = edges.get();
const pen = document.createElement("canvas").getContext("2d");
const FACE = '"Helvetica Neue", Arial, "Liberation Sans", sans-serif';
const EDGE_PIXELS = 11; // labels keep a size that can be read at every zoom; as many are shown as find room
const NODE_PIXELS = 10.5;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Mix a colour with that of the paper: opaque, so that nothing shines through what is faint. */
function mix(hex, paper, share) {
  const part = (text, at) => parseInt(text.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(part(hex, at) * share + part(paper, at) * (1 - share)));
  return `#${mixed.map((each) => each.toString(16).padStart(2, "0")).join("")}`;
}

/** Draw what passes the filters, the selection in front and the rest faint. */
function redraw() {
  const shown = new Set(passing());
  const theme = Object.fromEntries(["ink", "soft", "paper", "edge", "open", "against", "faint"].map((n) => [n, colour(n)]));
  const focus = focused();
  const visible = visibleNodes(shown, focus);
  const near = new Set(focus);
  const drawn = [];
  for (const edge of EDGES) {
    const of = edge.statements.filter((index) => shown.has(index));
    const hidden = !of.length || !visible.has(edge.from) || !visible.has(edge.to);
    const chosen = !hidden && touches(edge, of, focus);
    if (chosen) near.add(edge.from).add(edge.to);
    drawn.push({ edge, of, hidden, chosen });
  }
  nodes.update([...NODES.values()].map((node) => nodeLook(node, visible.has(node.id), focus, near, theme)));
  edges.update(drawn.map((each) => edgeLook(each, focus, theme)));
  label(drawn, visible, focus, near, theme);
  const hiding = [...NODES.values()].filter((node) => node.minor).length;
  find("minor").hidden = !hiding;
  find("minor").textContent = state.minor ? "Hide minor" : `Show ${hiding} minor`;
  find("minor").setAttribute("aria-pressed", state.minor);
  find("note").textContent = note(visible);
  return visible;
}

function note(visible) {
  const { counts } = DATA;
  const parts = [];
  if (!STATEMENTS.length) return "No statement was found in these documents.";
  if (STATEMENTS.length < counts.statements) {
    parts.push(`The best supported ${plural(STATEMENTS.length, "statement")} of ${counts.statements.toLocaleString("en")}.`);
  }
  if (NODES.size < ENTITIES.length) {
    parts.push(`Drawn: the ${NODES.size} best connected of ${tally(ENTITIES.length, "entity", "entities")}; search and table have all.`);
  }
  if (!visible.size) parts.push("Nothing passes the filters.");
  return parts.join(" ");
}

/** Return the nodes that the selection is about, or null. */
function focused() {
  if (!state.selection) return null;
  const { what, of } = state.selection;
  if (what === "entity" || what === "pair") return new Set(of);
  const about = what === "statement" ? of : DATA.conflicts[of[0]].statements;
  return new Set(about.flatMap((index) => [STATEMENTS[index].subject, STATEMENTS[index].object]));
}

/** Return the nodes that are shown: those of the selection with their neighbours, the others when they are not minor. */
function visibleNodes(shown, focus) {
  const touched = new Set();
  const asked = new Set(focus);
  for (const index of shown) {
    const { subject, object } = STATEMENTS[index];
    touched.add(subject).add(object);
    if (state.selection && state.selection.what === "entity" && (focus.has(subject) || focus.has(object))) asked.add(subject).add(object);
  }
  return new Set([...NODES.values()]
    .filter((node) => touched.has(node.id) && (!node.minor || state.minor || asked.has(node.id)))
    .map((node) => node.id));
}

function touches(edge, of, focus) {
  if (!focus) return false;
  const { what, of: chosen } = state.selection;
  if (what === "entity") return edge.from === chosen[0] || edge.to === chosen[0];
  if (what === "pair") return focus.has(edge.from) && focus.has(edge.to);
  const about = what === "statement" ? chosen : DATA.conflicts[chosen[0]].statements;
  return of.some((index) => about.includes(index));
}

function nodeLook(node, visible, focus, near, theme) {
  const faint = focus && !near.has(node.id);
  const fill = KINDS[ENTITIES[node.id].type].colour;
  const chosen = Boolean(focus && focus.has(node.id));
  const paint = { background: faint ? mix(fill, theme.paper, 0.25) : fill, border: chosen ? theme.ink : theme.paper };
  return {
    id: node.id,
    hidden: !visible,
    color: { ...paint, highlight: paint, hover: { ...paint, border: theme.ink } },
    borderWidth: chosen ? 3 : 1,
  };
}

function edgeLook({ edge, of, hidden, chosen }, focus, theme) {
  if (hidden) return { id: edge.id, hidden: true };
  const told = of.map((index) => STATEMENTS[index]);
  const support = told.reduce((sum, each) => sum + each.support + each.refute, 0);
  const refuted = told.every((each) => each.status === "refuted");
  const against = told.filter((each) => each.status === "disputed" || each.status === "refuted").length * 3 >= told.length;
  const asserted = told.some((each) => each.modality === "asserted" && each.status !== "weak");
  const open = told.every((each) => each.modality !== "asserted");
  const paint = against ? theme.against : open ? theme.open : theme.edge;
  const shadeOf = mix(paint, theme.paper, chosen ? 1 : focus ? 0.15 : against ? 0.8 : 0.65);
  const forward = told.some((each) => each.subject === edge.from);
  const backward = edge.from !== edge.to && told.some((each) => each.object === edge.from);
  const width = Math.min(1 + 0.75 * Math.log2(support), 7);
  return {
    id: edge.id,
    hidden: false,
    color: { color: shadeOf, highlight: shadeOf, hover: paint, inherit: false },
    width,
    dashes: refuted ? [2, 5] : asserted ? false : [8, 6],
    arrows: {
      to: { enabled: forward, scaleFactor: 0.4 + 0.3 / width },
      from: { enabled: backward, scaleFactor: 0.4 + 0.3 / width },
    },
  };
}

/** Say what is between two nodes, first in full: the two most frequent relations, and how many more statements. */
function edgeTexts(of) {
  const often = count(of.map((index) => STATEMENTS[index].relation));
  const names = [...often.keys()].sort((a, b) => often.get(b) - often.get(a) || (a < b ? -1 : 1));
  const texts = [2, 1].map((some) => {
    const named = names.slice(0, some);
    const rest = of.length - named.reduce((sum, name) => sum + often.get(name), 0);
    return named.map((name) => short(DATA.relations[name])).join(", ") + (rest ? ` +${rest}` : "");
  });
  return of.length > 3 ? [...texts, `${of.length}×`] : texts;
}

const short = (text) => (text.length > 28 ? `${text.slice(0, 27)}…` : text);

/** Label nodes and edges where there is room, those of the selection first, then those most is said of. */
function label(drawn, visible, focus, near, theme) {
  network.redraw(); // the ends of edges are known once they are drawn
  const scale = network.getScale();
  const taken = [...visible].map((id) => shapeBox(id));
  const [front, back] = [[...visible].filter((id) => !focus || near.has(id)), [...visible].filter((id) => focus && !near.has(id))];
  labelNodes(front, focus, theme.ink, theme, scale, taken);
  labelEdges(drawn, focus, theme, EDGE_PIXELS / scale, taken);
  labelNodes(back, focus, mix(theme.soft, theme.paper, 0.5), theme, scale, taken);
}

function labelNodes(ids, focus, ink, theme, scale, taken) {
  const standing = (id) => (focus && focus.has(id) ? 1e6 : 0) + NODES.get(id).size * 1000 + STATEMENTS_OF[id].length;
  const looks = ids.sort((a, b) => standing(b) - standing(a) || a - b).map((id) => {
    const node = NODES.get(id);
    const size = Math.max(node.font.size, NODE_PIXELS / scale);
    const box = nodeLabelBox(node, size);
    const free = (focus && focus.has(id)) || !taken.some((other) => other.id !== id && overlap(box, other));
    if (free) taken.push(box);
    const font = { size, face: FACE, color: ink, strokeWidth: size / 3, strokeColor: theme.paper, vadjust: -(size / 2 + 2) };
    return { id, label: free ? node.label : "", font };
  });
  nodes.update(looks);
}

function shapeBox(id) {
  const { x, y } = NODES.get(id);
  const half = NODES.get(id).size;
  return { id, left: x - half, right: x + half, top: y - half, bottom: y + half };
}

function nodeLabelBox(node, size) {
  pen.font = `${size}px ${FACE}`;
  const lines = node.label.split("\n");
  const width = Math.max(...lines.map((text) => pen.measureText(text).width));
  const top = node.y + node.size + 2;
  return { left: node.x - width / 2, right: node.x + width / 2, top, bottom: top + lines.length * size + 2 };
}

function labelEdges(drawn, focus, theme, size, taken) {
  pen.font = `${size}px ${FACE}`;
  const weight = ({ of }) => of.reduce((sum, index) => sum + STATEMENTS[index].support + STATEMENTS[index].refute, 0);
  const order = drawn.filter(({ hidden, chosen }) => !hidden && (chosen || !focus)).sort((a, b) => weight(b) - weight(a));
  const labels = new Map(EDGES.map((edge) => [edge.id, " "])); // to vis-network an empty label means the old one
  for (const { edge, of, chosen } of order) {
    const alone = chosen && state.selection.what !== "entity";
    for (const text of edgeTexts(of)) {
      const box = labelBox(edge, text, size);
      if (!alone && (!box || taken.some((other) => overlap(box, other)))) continue;
      if (box) taken.push(box);
      labels.set(edge.id, text);
      break;
    }
  }
  const font = { size, face: FACE, color: theme.soft, strokeWidth: size / 3, strokeColor: theme.paper, align: "horizontal" };
  edges.update([...labels].map(([id, text]) => ({ id, label: text, font })));
}

function labelBox(edge, text, size) {
  const body = network.body.edges[edge.id];
  if (!body || !body.connected) return null;
  const { x, y } = body.edgeType.getPoint(0.5);
  const length = Math.hypot(body.from.x - body.to.x, body.from.y - body.to.y);
  const width = pen.measureText(text).width + size;
  if (edge.from !== edge.to && length < width * 0.7) return null;
  return { left: x - width / 2, right: x + width / 2, top: y - size * 0.8, bottom: y + size * 0.8 };
}

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Show all of some nodes. The drawing is first stretched, one way only, to the shape of the window. */
function fitTo(ids) {
  if (!ids.length) return;
  const { width, height } = find("mynetwork").getBoundingClientRect();
  stretch(1, 1);
  const plain = bounds(ids);
  const [wide, high] = [width - 100, height - 130]; // names stand out at the sides, buttons below
  const shape = wide / high / ((plain.right - plain.left + 1) / (plain.bottom - plain.top + 1));
  stretch(Math.min(Math.max(shape, 1), 1.7), Math.min(Math.max(1 / shape, 1), 1.7));
  const { left, right, top, bottom } = bounds(ids);
  const scale = Math.min(wide / (right - left + 1), high / (bottom - top + 1), 1.5);
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 30 / scale }, scale, animation: false });
}

const PLACES = new Map([...NODES].map(([id, { x, y }]) => [id, { x, y }]));

function stretch(wide, high) {
  for (const [id, { x, y }] of PLACES) Object.assign(NODES.get(id), { x: x * wide, y: y * high });
  nodes.update([...NODES.values()].map(({ id, x, y }) => ({ id, x, y })));
}

function bounds(ids) {
  const at = ids.map((id) => NODES.get(id));
  return {
    left: Math.min(...at.map(({ x }) => x)), right: Math.max(...at.map(({ x }) => x)),
    top: Math.min(...at.map(({ y }) => y)), bottom: Math.max(...at.map(({ y }) => y)),
  };
}

function zoomBy(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: false });
  redraw();
}

/** Save the drawing as it stands, on paper and not on glass. */
function savePicture() {
  const canvas = document.querySelector("#mynetwork canvas");
  const copy = make("canvas", { width: canvas.width, height: canvas.height });
  const brush = copy.getContext("2d");
  brush.fillStyle = colour("paper");
  brush.fillRect(0, 0, copy.width, copy.height);
  brush.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => {
    const address = URL.createObjectURL(blob);
    make("a", { href: address, download: "graph.png" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  });
}

/** Say beside the pointer what is under it. */
function hint(text, { pageX, pageY } = {}) {
  const tip = find("tip");
  tip.hidden = !text;
  tip.textContent = text;
  const stage = find("stage").getBoundingClientRect();
  const left = pageX - scrollX - stage.left + 14;
  tip.style.left = `${Math.min(left, stage.width - tip.offsetWidth - 8)}px`;
  tip.style.top = `${pageY - scrollY - stage.top + 14}px`;
  find("mynetwork").style.cursor = text ? "pointer" : "";
}

function nodeHint(id) {
  const entity = ENTITIES[id];
  return `${entity.name} · ${KINDS[entity.type].label} · ${plural(STATEMENTS_OF[id].length, "statement")}`;
}

function edgeHint(id) {
  const edge = EDGES.find((each) => each.id === id);
  const of = edge.statements.filter((index) => passes(STATEMENTS[index]));
  const [first] = of.map((index) => STATEMENTS[index]);
  if (!first) return "";
  if (of.length === 1) return `${ENTITIES[first.subject].name} ${DATA.relations[first.relation]} ${ENTITIES[first.object].name}`;
  const contested = of.filter((index) => STATEMENTS[index].refute).length;
  return `${ENTITIES[edge.from].name} and ${ENTITIES[edge.to].name}: ${edgeTexts(of)[0]}${contested ? ` (${contested} contested)` : ""}`;
}
