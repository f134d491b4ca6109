// Live: one socket a page. It brings hints; what is shown always comes from the page's own addresses.
//
//   <section data-live="post:7" data-live-src="/posts/7/thread/">   fetched anew on any event of the topic
//       data-live-serial="12"     what it shows, so that connecting costs no fetch; answers renew it: X-Live-Serial
//   <a data-live-bell="/notifications/bell/" data-live-serial="4">  fetched anew on the member's own events
//
// Topics are parted by blanks. What is fetched is merged in: focus, scroll position and forms in use stay.
// Each event is also a DOM event "live"; each merged element gets "arrived". Modules hear of the line by "live-line" (is it
// there?), "live-out" (signed out) and "live-refused" (a topic), send a frame by "live-say", and by "live-look" what they put in is watched;
// "live-fetch" on an element fetches it anew.
import { put } from "./merge.js";

const POLL = 30000, BEAT = 40000, PATIENCE = 10000, PAUSE = 300;
const { member, saved } = document.documentElement.dataset;
const status = document.getElementById("live-status");
const news = document.getElementById("live-news");
const shown = new WeakMap(); // element → {busy, again, text}
const topics = new Map(); // topic → "asked" | "on" | "refused"
let socket, tries = 0, timer, beat, heardAt = 0, isOver = false, wasShownOut = false;
let wasKept = saved !== undefined; // by the worker, or by the browser for its way back

const all = (selector) => [...document.querySelectorAll(selector)];
const topicsOf = (element) => (element.dataset.live ?? "").split(/\s+/).filter(Boolean);
const sourceOf = (element) => element.dataset.liveSrc || element.dataset.liveBell;
const sources = () => all("[data-live-src], [data-live-bell]");
const bells = () => all("[data-live-bell]");
const about = (topic) => all("[data-live]").filter((element) => topicsOf(element).includes(topic));
const isOn = () => socket?.readyState === WebSocket.OPEN;
const chance = (most) => Math.random() * most;

// The socket

function connect() {
  clearTimeout(timer);
  if (isOver || (socket && socket.readyState < WebSocket.CLOSING)) return;
  const own = (socket = new WebSocket(new URL("/ws/", location.href.replace(/^http/, "ws"))));
  socket.onopen = () => {
    topics.clear();
    look();
    bells().forEach(catchUp);
    tell();
    note("line", true);
  };
  socket.onmessage = ({ data }) => {
    heardAt = Date.now();
    tries = 0;
    wasShownOut = false;
    hear(JSON.parse(data));
  };
  socket.onclose = ({ code }) => own === socket && lost(code);
}

function lost(code) {
  socket = null;
  note("line", false);
  if (code === 4403) {
    // Once may be a session renewed on another page; twice is signed out.
    if (wasShownOut) return signedOut();
    wasShownOut = true;
  }
  tries += 1;
  tell();
  timer = setTimeout(connect, Math.min(30000, 500 * 2 ** tries) * (0.5 + chance(0.5)));
}

// A line that went silent: closing it properly could take the browser minutes.
function dead() {
  const old = socket;
  lost();
  old.close();
}

const note = (name, detail) => document.dispatchEvent(new CustomEvent(`live-${name}`, { detail }));

function say(frame) {
  if (isOn()) socket.send(JSON.stringify(frame));
}

// Watches what the page holds by now.
function look() {
  const wanted = new Set(all("[data-live]").flatMap(topicsOf));
  for (const topic of topics.keys()) if (!wanted.has(topic) && topics.delete(topic)) say({ unwatch: topic });
  for (const topic of wanted) {
    if (topics.has(topic)) continue;
    const [element] = about(topic);
    const serial = topicsOf(element).length === 1 ? element.dataset.liveSerial : "";
    topics.set(topic, "asked");
    say({ watch: topic, ...(serial && { serial: Number(serial) }) });
  }
}

function catchUp(bell) {
  if (bell.dataset.liveSerial) say({ since: Number(bell.dataset.liveSerial) });
  else refresh(bell);
}

function hear(frame) {
  const { watching, refused, event } = frame;
  if (watching && topics.has(watching)) {
    topics.set(watching, "on");
    // What came since the page was drawn: the server tells when it knows what we show.
    for (const element of about(watching)) if (!element.dataset.liveSerial) refresh(element);
  } else if (refused && topics.has(refused)) {
    const had = topics.get(refused) === "on";
    topics.set(refused, "refused");
    if (had) about(refused).forEach(refresh);
    if (had) note("refused", refused);
  } else if (frame.error) {
    setTimeout(() => {
      for (const [topic, state] of topics) if (state === "asked") topics.delete(topic);
      look();
    }, 5000);
  } else if (event) happened(event, frame);
}

function happened(event, frame) {
  document.dispatchEvent(new CustomEvent("live", { detail: frame }));
  const topic = [...topics.keys()].find((topic) => {
    const [kind, id] = topic.split(":");
    return String(frame[kind]) === id;
  });
  if (event === "typing" || event === "presence") return;
  // Only these two speak of the serial that the page knows; a message's own is another one.
  const isHint = event === "resync" || event === "notification";
  const isNew = ({ dataset }) => !isHint || frame.serial === undefined || dataset.liveSerial !== String(frame.serial);
  if (topic) about(topic).filter(isNew).forEach(refresh);
  else if (event === "notification") bells().filter(isNew).forEach(refresh);
  // Everybody is told at once to fetch; they do not all come at once.
  else if (event === "resync") setTimeout(everything, chance(1500));
}

const everything = () => sources().forEach(refresh);

// Fetching

async function refresh(element) {
  const state = shown.get(element) ?? shown.set(element, {}).get(element);
  state.again = true;
  if (state.busy || isOver || !sourceOf(element)) return;
  state.busy = true;
  while (state.again && element.isConnected && !isOver) {
    state.again = false;
    try {
      await fetchInto(element, state);
    } catch {
      setTimeout(() => refresh(element), 3000 + chance(4000));
      break;
    }
    await new Promise((done) => setTimeout(done, PAUSE));
  }
  state.busy = false;
  if (state.again && !isOver) refresh(element);
}

async function fetchInto(element, state) {
  const answer = await fetch(sourceOf(element));
  const whose = answer.headers.get("X-Member") ?? member;
  const isOthers = member && whose !== member && whose !== "0"; // somebody else has signed in since
  wasKept ||= isOthers;
  if (answer.redirected || answer.status === 401 || isOthers) return signedOut();
  if ([403, 404, 410].includes(answer.status)) return gone(element);
  if (!answer.ok) throw new Error(answer.status);
  const serial = answer.headers.get("X-Live-Serial");
  if (serial) element.dataset.liveSerial = serial;
  const text = await answer.text();
  if (text !== state.text) merge(element, text);
  state.text = text;
}

function merge(element, text) {
  const before = element.textContent;
  const added = put(text, element);
  window.htmx?.process(element);
  window.htmx?.trigger(element, "htmx:load");
  element.dispatchEvent(new CustomEvent("arrived", { bubbles: true }));
  look();
  const isBell = "liveBell" in element.dataset;
  if (!news || !(isBell ? element.textContent !== before : added)) return;
  news.textContent = "";
  setTimeout(() => (news.textContent = isBell ? news.dataset.bell : (element.dataset.liveNews ?? news.dataset.news)), 50);
}

// What is said aloud

function tell(kind = isOn() || tries < 2 || !navigator.onLine ? "" : "off") {
  if (!status) return;
  const words = status.dataset[kind] ?? "";
  status.hidden = !words;
  status.querySelector("span").textContent = words;
  for (const link of status.querySelectorAll("a")) link.hidden = link.dataset.for !== kind;
}

function signedOut() {
  if (isOver) return;
  isOver = true;
  clearTimeout(timer);
  clearInterval(beat);
  socket?.close();
  note("out");
  tell("out");
  if (wasKept) clear();
}

// A page that was kept and shown late holds things of a session that is over: where to sign in stands in their place.
function clear() {
  if (!status?.isConnected) return;
  const words = status.dataset.out, way = status.querySelector("[data-for=out]");
  const [main, panel, title] = ["main", "section", "h1"].map((name) => document.createElement(name));
  main.className = "main";
  panel.className = "card empty wall";
  title.textContent = document.title = words;
  way.hidden = false;
  way.className = "button button-primary";
  way.search = new URLSearchParams({ next: location.pathname + location.search });
  panel.append(title, way);
  main.append(panel);
  document.body.replaceChildren(main);
}

function gone(element) {
  put("", element);
  tell("gone");
}

// Every half minute without a socket the page asks by itself; with one, whether the line is still alive.

let polledAt = Date.now(), askedAt = 0;
beat = setInterval(() => {
  if (document.hidden) return;
  const now = Date.now();
  if (isOn() && askedAt > heardAt && now - askedAt > PATIENCE) dead();
  else if (isOn() && now - heardAt > BEAT && askedAt <= heardAt) {
    askedAt = now;
    say({ since: Number(bells()[0]?.dataset.liveSerial ?? 0) });
  }
  if (now - polledAt < POLL) return;
  polledAt = now;
  const isMissed = (element) => !isOn() || topicsOf(element).some((topic) => topics.get(topic) === "refused");
  sources().filter(isMissed).forEach(refresh);
}, 2500);

const wake = () => {
  if (document.hidden || isOver || isOn()) return;
  tries = 0;
  connect();
  everything();
};
addEventListener("online", wake);
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  wasKept = true;
  if (isOver) return clear();
  connect();
  everything();
});
document.addEventListener("visibilitychange", wake);
document.addEventListener("htmx:load", () => isOn() && look());
document.addEventListener("live-fetch", (event) => refresh(event.target));
document.addEventListener("live-say", (event) => say(event.detail));
document.addEventListener("live-look", () => isOn() && look());
// Not before every module of the page is there, on a slow line by seconds: what came earlier nobody would hear, and nobody
// would miss. What happened meanwhile the serials tell.
addEventListener("DOMContentLoaded", connect);
