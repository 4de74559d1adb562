// The surroundings of somebody: drawn from /api/v1/neighbourhood, grown by a double click, cut by Delete, stepped back.

const MOST = 150;
const place = document.getElementById("drawing");
const list = document.getElementById("said");
const counted = document.getElementById("drawn");
const back = document.getElementById("back");
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const nodes = new vis.DataSet();
const edges = new vis.DataSet();
const statements = new Map();
const trail = [];
const FEW = 30; // edges that can all bear their words; with more, those of what is chosen do
let chosenNodes = [];

const words = (relation) => relation.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();

function node(each) {
  return { id: each.id, label: each.name, shape: each.shape, color: each.colour, size: 12, font: { color: colour("ink") }, title: each.type };
}

/** Return one edge for all statements from one thing to another. */
function bundle(from, to) {
  const own = [...statements.values()].filter((s) => s.subject.id === from && s.object.id === to);
  const names = [...new Set(own.map((s) => words(s.relation)))];
  return {
    id: `${from} ${to}`, from, to, arrows: "to",
    words: names.slice(0, 2).join(", ") + (names.length > 2 ? " …" : ""),
    dashes: own.every((s) => s.modality !== "asserted"),
    color: colour("soft"), font: { color: colour("soft"), size: 10, strokeColor: colour("paper") },
  };
}

function add(view) {
  const room = MOST - nodes.length;
  const fresh = view.nodes.filter((each) => !nodes.get(each.id)).slice(0, room);
  nodes.add(fresh.map(node));
  for (const each of view.edges) {
    if (nodes.get(each.subject.id) && nodes.get(each.object.id)) statements.set(each.id, each);
  }
  const pairs = new Map([...statements.values()].map((s) => [`${s.subject.id} ${s.object.id}`, [s.subject.id, s.object.id]]));
  edges.update([...pairs.values()].map(([from, to]) => bundle(from, to)));
  tell();
  return fresh.map((each) => each.id);
}

function remove(ids) {
  for (const [id, s] of statements) if (ids.includes(s.subject.id) || ids.includes(s.object.id)) statements.delete(id);
  edges.remove(edges.get({ filter: (edge) => ids.includes(edge.from) || ids.includes(edge.to) }).map((edge) => edge.id));
  nodes.remove(ids);
  tell();
}

/** Write words on the edges that have room for them. */
function label() {
  const all = edges.length <= FEW;
  edges.update(edges.map((edge) => ({
    id: edge.id, label: all || chosenNodes.includes(edge.from) || chosenNodes.includes(edge.to) ? edge.words : " ",
  })));
}

function tell() {
  label();
  counted.textContent = `${nodes.length} things, ${statements.size} statements`;
  back.hidden = !trail.length;
}

/** List some statements below the drawing, each a link to its page. */
function show(some) {
  list.replaceChildren(...some.map((s) => {
    const item = document.createElement("li");
    for (const [text, address] of [[s.subject.name, s.subject.address], [words(s.relation), s.address], [s.object.name, s.object.address]]) {
      const link = document.createElement("a");
      link.textContent = text;
      link.href = address;
      item.append(link, " ");
    }
    if (s.modality !== "asserted") item.append(`(${s.modality}) `);
    item.append(s.belief.toFixed(2));
    return item;
  }));
}

async function fetched(query) {
  const answer = await fetch(`/api/v1/neighbourhood?${query}`);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

const asked = new URLSearchParams(location.search);
const network = new vis.Network(place, { nodes, edges }, {
  nodes: { font: { size: 13, background: colour("paper") } },
  edges: { smooth: false, width: 0.7, arrows: { to: { scaleFactor: 0.5 } } },
  physics: {
    stabilization: { iterations: 300 },
    barnesHut: { gravitationalConstant: -14000, centralGravity: 0.25, springLength: 190, springConstant: 0.02, avoidOverlap: 0.6 },
  },
  interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false } },
});

network.on("click", ({ nodes: chosen, edges: touched }) => {
  chosenNodes = chosen;
  label();
  const [id] = chosen;
  const pair = !id && touched.length ? edges.get(touched[0]) : null;
  show([...statements.values()].filter((s) => (id ? s.subject.id === id || s.object.id === id : pair && s.subject.id === pair.from && s.object.id === pair.to)));
});
network.on("doubleClick", async ({ nodes: chosen }) => {
  if (!chosen.length) return;
  const query = new URLSearchParams(asked);
  query.set("of", chosen[0].split(":").slice(3).join(":"));
  query.set("hops", "1");
  const fresh = add(await fetched(query));
  if (fresh.length) trail.push(() => remove(fresh));
  tell();
});
place.addEventListener("keydown", (event) => {
  const chosen = network.getSelectedNodes();
  if (event.key !== "Delete" || !chosen.length) return;
  const kept = { nodes: nodes.get(chosen), statements: [...statements.values()].filter((s) => chosen.includes(s.subject.id) || chosen.includes(s.object.id)) };
  remove(chosen);
  trail.push(() => { nodes.add(kept.nodes); add({ nodes: [], edges: kept.statements }); });
  tell();
});
back.addEventListener("click", () => { const undo = trail.pop(); if (undo) undo(); tell(); });

fetched(asked).then((view) => { add(view); show(view.edges.slice(0, 20)); network.once("stabilized", () => network.fit()); document.body.dataset.ready = "yes"; });
