// A room, live: what others say comes in, what one says is shown at once and never lost. live.js holds the socket; here is
// what becomes of its events. Without this module the room is a page with a form.
const room = document.getElementById("room");
const talk = document.getElementById("talk");
const log = document.getElementById("log");
const form = document.getElementById("say");
const me = document.querySelector("[data-me]")?.dataset.me;
const language = document.documentElement.lang || "en";
const folded = new Set((room?.dataset.folded || "").split(" ")); // whom one does not want to read
const side = document.querySelector("[data-list]");
const CLOSE = 300e3; // as long one's next message stands close to the one before; the server says the same
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
const element = (html) => Object.assign(document.createElement("template"), { innerHTML: html.trim() }).content.firstElementChild;
const post = (url, values = {}, more = {}) =>
  fetch(url, { method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: token(), ...values }), ...more });
const say = (frame) => document.dispatchEvent(new CustomEvent("live-say", { detail: frame }));
const every = (selector, root = document) => [...root.querySelectorAll(selector)];

// The list of rooms

function line(frame) {
  const item = document.getElementById(`line-${frame.room}`);
  if (!item || frame.event !== "message" || Number(item.dataset.liveSerial) >= frame.serial) return;
  item.dataset.liveSerial = frame.serial;
  const message = frame.html && element(frame.html);
  if (!message) return list();
  const isOwn = message.dataset.author === me;
  const by = message.querySelector(".chat-by > :first-child")?.textContent.split(" ")[0] ?? "";
  const words = message.querySelector(".chat-text")?.textContent.trim() || "📷";
  item.querySelector(".chat-line-last").textContent = isOwn ? words : `${by}: ${words}`;
  const count = item.querySelector("[data-unread]");
  if (!isOwn && item.querySelector("a").getAttribute("aria-current") !== "page") {
    count.dataset.unread = Number(count.dataset.unread) + 1;
    count.querySelector("[data-number]").textContent = count.dataset.unread > 99 ? "99+" : count.dataset.unread;
    count.hidden = false;
    if (count.classList.contains("count-hot")) item.classList.add("is-unread");
    item.parentNode.prepend(item);
  }
}

let listing;
function list() {
  clearTimeout(listing);
  listing = setTimeout(async () => {
    const answer = await fetch(side.dataset.list).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    document.getElementById("chat-lines")?.replaceWith(element(await answer.text()));
    document.getElementById("chat-lines").dispatchEvent(new CustomEvent("arrived", { bubbles: true }));
    document.dispatchEvent(new CustomEvent("live-look"));
  }, 300 + Math.random() * 1200);
}

if (side) {
  document.addEventListener("live", ({ detail }) => {
    const isHere = detail.room && String(detail.room) === room?.dataset.room;
    if (detail.room) line(detail);
    if (!isHere && (detail.event === "resync" || (detail.room && detail.event === "gone"))) list();
  });
}

// The talk

const serial = () => Number(room.dataset.liveSerial);
const messages = () => every(".chat-message[data-number]", talk);
const numberOf = (message) => Number(message.dataset.number);
const isAtEnd = () => Math.abs(log.scrollTop) < 60; // the log grows upwards: its end is 0
const isElsewhere = () => "elsewhere" in room.dataset;

// What is above the reader stays where it is when something is put in below.
function calmly(change) {
  const wasAtEnd = isAtEnd();
  const anchor = !wasAtEnd && messages().find((message) => message.getBoundingClientRect().bottom > log.getBoundingClientRect().top);
  const before = anchor && anchor.getBoundingClientRect().top;
  change();
  if (wasAtEnd) log.scrollTop = 0;
  else if (anchor?.isConnected) log.scrollTop += anchor.getBoundingClientRect().top - before;
}

const dayOf = (at) => new Date(at).toLocaleDateString("sv", { timeZone: room.dataset.zone });

function dayWords(at) {
  if (dayOf(at) === dayOf(Date.now())) {
    const today = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "day");
    return today[0].toLocaleUpperCase(language) + today.slice(1);
  }
  return new Date(at).toLocaleDateString(language, { weekday: "short", day: "numeric", month: "short", timeZone: room.dataset.zone });
}

// Which messages stand close to each other, and where a day begins, follows from what stands there.
function arrange() {
  let before = null, day = "";
  for (const message of messages()) {
    const alone = (one) => one.matches(".is-gone, .is-line");
    const near = before && !alone(message) && !alone(before) && before.dataset.author === message.dataset.author;
    message.classList.toggle("is-following", Boolean(near) && new Date(message.dataset.at) - new Date(before.dataset.at) < CLOSE);
    message.classList.toggle("is-own", message.dataset.author === me);
    message.classList.toggle("is-folded", folded.has(message.dataset.author) && !message.classList.contains("is-official"));
    const its = dayOf(message.dataset.at);
    const above = message.previousElementSibling?.matches(".chat-new") ? message.previousElementSibling.previousElementSibling : message.previousElementSibling;
    if (its === day && above?.matches(".chat-day")) above.remove();
    else if (its !== day && !above?.matches(".chat-day")) {
      const line = element(`<p class="chat-day"><span></span></p>`);
      line.dataset.day = its;
      line.firstChild.textContent = dayWords(message.dataset.at);
      (message.previousElementSibling?.matches(".chat-new") ? message.previousElementSibling : message).before(line);
    }
    before = message;
    day = its;
  }
  seen();
}

// Puts a message in its place: over itself, or at the end when the page shows the end.
function put({ id, number, html }) {
  const fresh = element(html);
  const old = document.getElementById(`m${id}`);
  if (old) {
    old.replaceWith(fresh);
  } else {
    const last = messages().at(-1);
    if (isElsewhere() || (last && numberOf(last) > number && numberOf(messages()[0]) > number)) return null;
    const next = messages().find((message) => numberOf(message) > number);
    document.getElementById("begin")?.remove();
    const end = talk.querySelector(".is-waiting") ?? document.getElementById("seen");
    (next ?? end).before(fresh);
  }
  fresh.dispatchEvent(new CustomEvent("arrived", { bubbles: true }));
  return fresh;
}

function drop(id, number) {
  const old = document.getElementById(`m${id}`);
  if (!old) return;
  const gone = document.getElementById("gone").content.firstElementChild.cloneNode(true);
  Object.assign(gone, { id: `m${id}` });
  Object.assign(gone.dataset, { number, at: old.dataset.at });
  old.replaceWith(gone);
}

let news = 0;
function happened(frame) {
  const isNew = !document.getElementById(`m${frame.id}`) && frame.event === "message";
  const wasAtEnd = isAtEnd();
  let shown = null;
  calmly(() => {
    if (frame.event === "read" || frame.read) return mark(frame);
    if (frame.event === "gone" && !frame.html) drop(frame.id, frame.number);
    else shown = put(frame);
    if (frame.submission && sending.has(frame.submission)) forget(frame);
    arrange();
  });
  if (!isNew || !shown || shown.dataset.author === me) return;
  silence(shown.dataset.author);
  if (!wasAtEnd || document.hidden) {
    news += 1;
    if (!document.getElementById("new")) {
      const line = element(`<p class="chat-new" id="new"><span></span></p>`);
      line.firstChild.textContent = talk.dataset.new;
      shown.before(line);
    }
  }
  pill();
  read();
}

// A frame that does not follow on what is shown is a gap, and gaps are asked for.
let asking = false, again = false;

async function hear(frame) {
  if (frame.event === "typing") return typing(frame.member);
  if (frame.event === "presence") return present(frame);
  if (frame.event === "resync" && (frame.serial === undefined || frame.serial !== serial())) return catchUp();
  if (!frame.serial || frame.serial <= serial()) return;
  // One's own is shown by the answer to what was sent. Which reactions are mine an event does not know.
  if (frame.html?.includes(`data-author="${me}"`) && sending.size) return;
  const isReacted = frame.html?.includes("chat-reaction") || document.querySelector(`#m${frame.id} .chat-reaction`);
  const isWhole = (frame.html && !isReacted) || frame.event === "gone" || frame.read;
  if (frame.serial !== serial() + 1 || !isWhole || asking) return catchUp();
  room.dataset.liveSerial = frame.serial;
  happened(frame);
}

async function catchUp() {
  again = true;
  if (asking) return;
  asking = true;
  while (again) {
    again = false;
    try {
      if (!(await ask(serial()))) return;
    } catch {
      setTimeout(catchUp, 3000 + Math.random() * 4000);
      break;
    }
  }
  asking = false;
}

// What changed after that serial; false when the page is left.
async function ask(from) {
  const answer = await fetch(`${room.dataset.src}?after=${from}`, { headers: { Accept: "application/json" } });
  if ([403, 404].includes(answer.status)) return location.assign("/chat/");
  if (answer.redirected || !answer.ok) throw new Error(answer.status);
  const { after, items, reload, title } = await answer.json();
  if (reload) return location.reload();
  items.forEach(happened);
  if (title) document.getElementById("room-title").textContent = title;
  room.dataset.liveSerial = Math.max(after, serial());
  return true;
}

// How far one has read: what is before one's eyes, and told little by little

let telling;
function read() {
  if (!room.dataset.reading || document.hidden || isElsewhere() || !isAtEnd()) return;
  const last = messages().at(-1);
  if (!last || numberOf(last) <= Number(room.dataset.read)) return;
  clearTimeout(telling);
  telling = setTimeout(() => {
    const number = numberOf(messages().at(-1));
    room.dataset.read = number;
    post(room.dataset.reading, { number }).catch(() => (room.dataset.read = 0));
  }, 600);
}

function mark({ member, read: number }) {
  const person = document.querySelector(`[data-person="${member}"]`);
  if (person) person.dataset.read = Math.max(Number(person.dataset.read), number);
  seen();
}

function seen() {
  const words = document.getElementById("seen");
  const people = every("[data-person]");
  const last = messages().at(-1);
  const who = last?.dataset.author === me ? people.filter((person) => Number(person.dataset.read) >= numberOf(last)) : [];
  words.hidden = !who.length;
  const { one, some } = words.dataset;
  words.textContent = people.length === 1 ? one : `${some} ${who.map((person) => person.dataset.name).join(", ")}`;
}

function pill() {
  const button = document.getElementById("pill");
  if (isAtEnd()) news = 0;
  button.hidden = isAtEnd() || isElsewhere();
  const { one, some, down } = button.dataset;
  button.querySelector("span").textContent = news > 1 ? some.replace("%(count)s", news) : news ? one : down;
}

// Who is here, who is writing

const writing = new Map();
function typing(member) {
  if (String(member) === me) return;
  clearTimeout(writing.get(member));
  writing.set(member, setTimeout(() => silence(member), 5000));
  tellTyping();
}

function silence(member) {
  clearTimeout(writing.get(Number(member)));
  writing.delete(Number(member));
  tellTyping();
}

function nameOf(member) {
  const person = document.querySelector(`[data-person="${member}"]`);
  if (person) return person.dataset.name;
  return talk.querySelector(`.chat-message[data-author="${member}"] .chat-by > :first-child`)?.textContent.split(" ")[0];
}

function tellTyping() {
  const words = document.getElementById("typing");
  const [first] = writing.keys();
  const name = first && nameOf(first);
  const { one, some, nobody } = words.dataset;
  const text = writing.size > 1 ? some : writing.size ? (name ? `${name} ${one}` : nobody) : "";
  if (words.textContent !== text) calmly(() => (words.textContent = text));
}

const HERE = 45e3, STAY = 20e3;
function present({ member, here }) {
  const person = document.querySelector(`[data-person="${member}"]`);
  if (!person) return;
  person.classList.toggle("is-here", here);
  person.dataset.until = here ? new Date(Date.now() + 2 * HERE).toISOString() : "";
}

function stay() {
  for (const person of every("[data-until]")) if (new Date(person.dataset.until) < Date.now()) person.classList.remove("is-here");
  if (room.dataset.presence && !document.hidden) post(room.dataset.presence).catch(() => null);
}

function go() {
  if (!room.dataset.presence) return;
  navigator.sendBeacon(`${room.dataset.presence}remove/`, new URLSearchParams({ csrfmiddlewaretoken: token() }));
}

// Saying something: shown at once, kept until the server has it, sent once however often it is tried

const outbox = `room-outbox:${me}:${room?.dataset.room}`;
const kept = () => {
  try {
    return JSON.parse(localStorage.getItem(outbox) ?? "[]");
  } catch {
    return [];
  }
};
function keep(items) {
  try {
    if (items.length) localStorage.setItem(outbox, JSON.stringify(items));
    else localStorage.removeItem(outbox);
  } catch {
    // A full store loses the memory of what waits over a reload, not what waits.
  }
}
const sending = new Map(); // submission → {item, node}

function showWaiting(item) {
  const node = document.getElementById("waiting").content.firstElementChild.cloneNode(true);
  const words = item.values.find(([name]) => name === "body")?.[1] ?? "";
  node.querySelector(".chat-text").textContent = words || "📷";
  node.dataset.submission = item.submission;
  node.querySelector("[data-retry]").addEventListener("click", () => deliver(item));
  node.querySelector("[data-drop]").addEventListener("click", () => forget(item));
  document.getElementById("begin")?.remove();
  document.getElementById("seen").before(node);
  log.scrollTop = 0;
  sending.set(item.submission, { item, node });
}

function forget({ submission }) {
  sending.get(submission)?.node.remove();
  sending.delete(submission);
  keep(kept().filter((other) => other.submission !== submission));
}

let queue = Promise.resolve();
const deliver = (item) => (queue = queue.then(() => attempt(item)));

// In the order in which they were said: the next one waits for the one before.
async function attempt(item) {
  const { node } = sending.get(item.submission) ?? {};
  if (!node) return;
  state(node, "");
  const body = new FormData();
  for (const [name, value] of item.values) body.append(name, value);
  body.set("csrfmiddlewaretoken", token());
  try {
    const answer = await fetch(room.dataset.src, { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(20000) });
    const said = answer.headers.get("content-type")?.includes("json") ? await answer.json() : {};
    if (said.aware) item.values.push(["aware", said.aware]); // the second time it is meant
    if (said.submission && answer.status === 422) return attempt(rekeyed(item, said.submission));
    if (answer.status !== 201) return state(node, said.error ?? " ");
    calmly(() => {
      forget(item);
      put(said);
      arrange();
    });
    if (said.serial === serial() + 1) room.dataset.liveSerial = said.serial;
    else if (said.serial > serial()) catchUp();
    room.dataset.read = Math.max(Number(room.dataset.read), said.number);
  } catch {
    state(node, " ");
  }
}

// Another window has sent other words under this key, which both had from one draft: these are a message of their own.
function rekeyed(item, submission) {
  const old = item.submission;
  item.submission = submission;
  item.values = item.values.map(([name, value]) => [name, name === "submission" ? submission : value]);
  sending.set(submission, { ...sending.get(old), item });
  sending.delete(old);
  keep(kept().map((other) => (other.submission === old ? item : other)));
  return item;
}

function state(node, why) {
  node.querySelector("[data-sending]").hidden = Boolean(why);
  node.querySelector("[data-failed]").hidden = !why;
  node.querySelector("[data-why]").textContent = why.trim();
}

function submit(event) {
  event.preventDefault();
  const fields = form.elements;
  const values = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  const pictures = form.querySelector("#uploads");
  if (form.querySelector(".upload progress")) return; // still on their way
  if (!fields.body.value.trim() && !pictures?.querySelector("[name=upload]")) return fields.body.focus();
  const item = { submission: fields.submission.value, values };
  if (sending.has(item.submission)) return; // a double tap
  keep([...kept(), item]);
  showWaiting(item);
  deliver(item);
  fields.body.value = "";
  pictures?.replaceChildren();
  form.querySelector(".chat-attach").open = false;
  fields.submission.value = crypto.randomUUID?.() ?? uuid();
  answer();
  grow();
  // The draft was sent.
  fields.body.dispatchEvent(new Event("input", { bubbles: true }));
  fields.body.focus();
}

function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function answer(id = "", by = "") {
  form.elements.reply_to.value = id;
  document.getElementById("answering").hidden = !id;
  document.querySelector("#answering b").textContent = by;
  if (id) form.elements.body.focus();
}

function grow() {
  const { body } = form.elements;
  body.style.height = "auto";
  body.style.height = `${Math.min(body.scrollHeight + 2, 160)}px`;
}

// What can be done with a message, in a dialog instead of on a page

async function acts(event) {
  const link = event.target.closest(".chat-more");
  if (link) {
    event.preventDefault();
    const dialog = document.getElementById("acts");
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return location.assign(link.href);
    document.getElementById("acts-inside").innerHTML = await answer.text();
    return dialog.showModal();
  }
  const wanted = event.target.closest("[data-answer]");
  if (wanted && form) {
    event.preventDefault();
    document.getElementById("acts").close();
    answer(wanted.dataset.answer, wanted.dataset.by);
  }
  const quote = event.target.closest(".chat-quote, .chat-at");
  const there = quote && document.querySelector(`.chat-message${new URL(quote.href).hash || "#none"}`);
  if (there) {
    event.preventDefault();
    there.scrollIntoView({ block: "center" });
    every(".is-found").forEach((other) => other.classList.remove("is-found"));
    there.classList.add("is-found");
  }
}

// A reaction changes one message, so the page stays where it is.
async function react(event) {
  const button = event.target.closest('[form="act"][formaction*="/reaction/"]');
  if (!button) return;
  event.preventDefault();
  document.getElementById("acts").close();
  const id = button.getAttribute("formaction").match(/messages\/(\d+)\//)[1];
  const from = serial();
  // The answer leads back to a page that is here already.
  await post(`/chat/messages/${id}/reaction/`, { kind: button.value }, { redirect: "manual" }).catch(() => null);
  ask(from).catch(catchUp);
}

async function older(event) {
  const link = event.target.closest("#older");
  if (!link) return;
  event.preventDefault();
  const answer = await fetch(link.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return location.assign(link.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const turn = page.getElementById("older")?.closest(".chat-turn");
  const found = every(".chat-message[data-number], .chat-day", page.getElementById("talk"));
  const first = messages()[0];
  const before = first.getBoundingClientRect().top;
  const spot = first.previousElementSibling?.matches(".chat-day") ? first.previousElementSibling : first;
  const old = link.closest(".chat-turn");
  spot.before(...found.map((node) => document.adoptNode(node)));
  turn ? old.replaceWith(document.adoptNode(turn)) : old.remove();
  arrange();
  log.scrollTop += first.getBoundingClientRect().top - before;
  talk.dispatchEvent(new CustomEvent("arrived", { bubbles: true }));
}

if (room) {
  document.addEventListener("live", ({ detail }) => {
    if (String(detail.room) === room.dataset.room) hear(detail);
    else if (detail.event === "resync" && !detail.room) setTimeout(catchUp, Math.random() * 1500);
  });
  document.addEventListener("live-refused", ({ detail }) => detail === `room:${room.dataset.room}` && catchUp());
  document.addEventListener("live-line", ({ detail }) => {
    document.getElementById("chat-line").hidden = detail;
    if (detail) for (const { item } of sending.values()) deliver(item);
  });
  addEventListener("offline", () => (document.getElementById("chat-line").hidden = false));
  addEventListener("online", () => {
    document.getElementById("chat-line").hidden = true; // until the socket says otherwise
    catchUp();
    for (const { item } of sending.values()) deliver(item);
  });
  document.addEventListener("click", acts);
  document.addEventListener("click", react);
  document.addEventListener("click", older);
  document.getElementById("pill").addEventListener("click", () => {
    if (isElsewhere()) return location.assign(`/chat/${room.dataset.room}/`);
    log.scrollTop = 0;
    pill();
  });
  log.addEventListener("scroll", () => {
    pill();
    read();
  }, { passive: true });
  document.addEventListener("visibilitychange", () => (document.hidden ? go() : (stay(), read(), catchUp())));
  addEventListener("pagehide", go);
  // Without a socket the page asks by itself.
  setInterval(() => !document.hidden && !document.getElementById("chat-line").hidden && catchUp(), 10000);
  setInterval(stay, STAY);
  stay();
  seen();
  pill();
  if (location.hash === "#new" || location.hash === "#end") document.querySelector(location.hash)?.scrollIntoView({ block: "center" });
  if (location.hash === "#end" || !location.hash) log.scrollTop = 0;
  setTimeout(read, 800);
  const view = window.visualViewport;
  view?.addEventListener("resize", () =>
    document.documentElement.style.setProperty("--keyboard", `${Math.max(0, Math.round(innerHeight - view.height - view.offsetTop))}px`),
  );
}

if (room && form) {
  kept().forEach((item) => {
    showWaiting(item);
    deliver(item);
  });
  form.addEventListener("submit", submit);
  const setting = document.getElementById("enter-sends");
  const isTouch = matchMedia("(hover: none)").matches;
  setting.checked = (localStorage.getItem("enter-sends") ?? (isTouch ? "no" : "yes")) === "yes";
  setting.addEventListener("change", () => localStorage.setItem("enter-sends", setting.checked ? "yes" : "no"));
  let typedAt = 0;
  form.elements.body.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !setting.checked) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.elements.body.addEventListener("input", () => {
    grow();
    if (!("typing" in room.dataset) || !form.elements.body.value || Date.now() - typedAt < 2500) return;
    typedAt = Date.now();
    say({ typing: `room:${room.dataset.room}` });
  });
  document.getElementById("answer-none").addEventListener("click", () => answer());
  grow();
}
