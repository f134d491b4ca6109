// The page of this device: what waits to be sent and may be changed, what was sent, what may be read without a line, and
// how to install. All of it comes from the worker; without one the page says what it can.
const root = document.documentElement;
const member = root.dataset.member;
const box = document.getElementById("device");
const every = (selector, within = box) => [...within.querySelectorAll(selector)];
const copyOf = (name) => document.getElementById(name).content.firstElementChild.cloneNode(true);
const ask = (verb, wish = {}) =>
  new Promise((then) => document.dispatchEvent(new CustomEvent("pocket-ask", { detail: { verb, ...wish, then } })));
const asked = new URLSearchParams(location.search);

function time(at) {
  const element = document.createElement("time");
  element.dateTime = at;
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  element.textContent = new Date(at).toLocaleString(root.lang, { timeStyle: "short", ...(isToday ? {} : { dateStyle: "medium" }) });
  return element;
}

const put = (node, name, ...what) => node.querySelector(`[data-${name}]`).replaceChildren(...what);
const showIf = (node, name, isShown) => every(`[data-if~="${name}"]`, node).forEach((one) => (one.hidden = !isShown));

// What this page stands for now
function stand() {
  const isHere = location.pathname === "/device/";
  const why = isHere ? "" : root.dataset.stands;
  for (const part of every("[data-when]", document)) {
    part.hidden = ![why, asked.has("kept") && isHere && "kept", asked.has("leaving") && isHere && "leaving"].includes(part.dataset.when);
  }
}

// What waits

function kindOf({ path, kind }) {
  const sort = path.endsWith("/comments/") ? "comment" : path.endsWith("/replies/") ? "reply" : kind;
  return box.dataset[`kind${sort.charAt(0).toUpperCase()}${sort.slice(1)}`] ?? box.dataset.kindStory;
}

function waitingItem(row) {
  const node = copyOf("waiting-item");
  node.dataset.submission = row.submission;
  put(node, "kind", kindOf(row));
  put(node, "about", row.path === "/posts/new/" ? "" : row.about);
  put(node, "words", [row.title, row.body].filter(Boolean).join("\n"));
  put(node, "noted", time(row.noted));
  put(node, "files", row.files || "");
  showIf(node, "files", row.files);
  for (const state of ["waiting", "sending", "held", "refused"]) showIf(node, state, row.state === state);
  put(node, "why", row.why || box.dataset[`why${row.status}`] || box.dataset.why);
  node.querySelector("[data-edit]").hidden = ["poll", "event"].includes(row.kind) || row.state === "sending";
  // What the guard asked about goes out when its writer says so; sent as it is, it would be asked again.
  const isAsked = row.state === "refused" && row.isAsked;
  node.querySelector("[data-agree]").hidden = !isAsked;
  if (isAsked) node.querySelector("[data-free]").hidden = true;
  node.querySelector("[data-agree]").addEventListener("click", () => act("agree", row));
  node.querySelector("[data-discard]").hidden = row.state === "sending";
  node.querySelector("[data-edit]").addEventListener("click", () => edit(row, node));
  node.querySelector("[data-discard]").addEventListener("click", () => act("discard", row));
  node.querySelector("[data-free]").addEventListener("click", () => act("free", row));
  return node;
}

async function act(verb, { submission }, wish = {}) {
  const done = await ask(verb, { submission, ...wish });
  box.querySelector("#too-late").hidden = Boolean(done);
  await draw();
  return done;
}

// A post goes back into its composer, with its pictures; a comment or a message is changed here.
async function edit(row, node) {
  if (!(await act("hold", row))) return;
  if (row.path === "/posts/new/") return compose(row);
  const form = copyOf("waiting-form");
  const field = form.elements.body;
  field.value = row.body;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim()) act("reword", row, { body: field.value.trim() });
  });
  form.querySelector("[data-cancel]").addEventListener("click", () => act("free", row));
  box.querySelector(`[data-submission="${CSS.escape(row.submission)}"]`).append(form);
  field.focus();
}

function compose({ submission, values, noted }) {
  const key = `draft:${member}:new-post`;
  const begun = JSON.parse(localStorage.getItem(key) ?? "null");
  if (begun && begun.submission !== submission) return (box.querySelector("#begun").hidden = false);
  localStorage.setItem(key, JSON.stringify({ at: Date.now(), sent: "", submission, noted, values }));
  location.assign("/posts/new/");
}

function sentItem({ url, about, kind, title, body, noted, path = "" }) {
  const node = copyOf("sent-item");
  put(node, "words", title || body || about || kindOf({ path, kind }));
  put(node, "noted", time(noted));
  node.querySelector("a").href = url;
  return node;
}

const busy = () => box.querySelector("form");

async function draw() {
  const known = await ask("list");
  const { rows = [], sent = [], member: whose = 0 } = known ?? {};
  if (whose && String(whose) !== member) return;
  fill("waiting", rows.map(waitingItem));
  const due = rows.filter(({ state }) => ["waiting", "sending"].includes(state));
  showIf(box, "due", due.length);
  showIf(box, "stuck", !due.length);
  // What was promised when it was kept holds for as long as it waits.
  if (!due.some(({ submission }) => submission === asked.get("kept"))) document.querySelector("[data-when=kept]").hidden = true;
  fill("sent", sent.map(sentItem));
  fill("pages", ((await ask("pages")) ?? []).sort((one, other) => one.name.localeCompare(other.name)).map(pageItem));
}

function fill(name, nodes) {
  const list = box.querySelector(`#${name}`);
  list.replaceChildren(...nodes);
  showIf(box, `has-${name}`, nodes.length);
  showIf(box, `no-${name}`, !nodes.length);
}

// What may be read without a line

function pageItem({ name, at }) {
  const node = copyOf("page-item");
  const [, , key, file] = name.split("/");
  const words = { "/": "home", "/requests/": "requests" }[name];
  put(node, "name", words ? box.dataset[words] : file ? `${key} · ${box.dataset.receipt}` : key);
  put(node, "at", time(at));
  node.querySelector("a").href = name;
  return node;
}

// Installing

let prompt;
const isApp = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
const isApple = /iP(hone|ad|od)/.test(navigator.userAgent) || (/Mac/.test(navigator.platform) && navigator.maxTouchPoints > 1);

function install() {
  const way = isApp ? "app" : prompt ? "offered" : isApple ? "apple" : "menu";
  for (const part of every("[data-install]")) part.hidden = part.dataset.install !== way;
}

stand();
// Whoever is signed out has nothing here but the words above.
if (member) {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    prompt = event;
    install();
  });
  box.querySelector("#install").addEventListener("click", async () => {
    await prompt.prompt();
    prompt = null;
    install();
  });
  addEventListener("appinstalled", install);
  box.querySelector("#clear").addEventListener("click", async () => {
    await ask("clear");
    draw();
  });
  document.addEventListener("pocket", () => busy() || draw());
  install();
  draw();
}
