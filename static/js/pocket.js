// The app in one's pocket: brings the worker (js/worker/), says which copy one looks at and what waits to be sent, and
// offers once to install. Other modules ask the worker by the event "pocket-ask": {verb, then, …}.
import { forget, isSignOut } from "./leaving.js";

const root = document.documentElement;
const member = Number(root.dataset.member ?? 0);
const bar = document.getElementById("offline");
const part = (name) => bar.querySelector(`[data-say=${name}]`);
const HOUR = 3600e3, AGAIN = 60e3, SOON = [3e3, 10e3], PATIENCE = 70e3;
let state = { waiting: 0, refused: 0, held: 0 };

// Asking the worker

const registration = () => navigator.serviceWorker?.getRegistration("/");

async function ask(verb, wish = {}) {
  const worker = (await registration())?.active;
  if (!worker) return null;
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    port1.onmessage = ({ data }) => done(data);
    setTimeout(done, PATIENCE, null);
    worker.postMessage({ verb, ...wish }, [port2]);
  });
}

document.addEventListener("pocket-ask", async ({ detail: { verb, then, ...wish } }) => then?.(await ask(verb, wish)));

async function begin() {
  const wish = { scope: "/", updateViaCache: "none" };
  if (member) await navigator.serviceWorker.register("/sw.js", wish);
  else if (!(await registration())) return;
  await navigator.serviceWorker.ready;
  heard(await ask("hello", { member, language: root.lang }));
}

// A page that stays open for days learns of a new worker too.
let lookedAt = Date.now();
async function look() {
  if (document.hidden || Date.now() - lookedAt < HOUR) return;
  lookedAt = Date.now();
  (await registration())?.update().catch(() => null);
}

// What is said in the bar

const savedAt = root.dataset.saved && new Date(root.dataset.saved);

function hour(at) {
  const isToday = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(root.lang, { timeStyle: "short", ...(isToday ? {} : { dateStyle: "medium" }) });
}

function tell() {
  const { waiting, refused, held } = state;
  const due = waiting - refused - held;
  const isList = document.getElementById("device") !== null; // there all of it stands in the page
  const isOwn = member > 0 && !isList;
  const said = {
    off: !navigator.onLine && (!savedAt || isList),
    saved: Boolean(savedAt) && !isList,
    one: due === 1 && isOwn,
    many: due > 1 && isOwn,
    door: waiting > 0 && !member,
    refused: refused > 0 && isOwn,
    sent: Boolean(state.sent) && isOwn,
  };
  if (savedAt) part("saved").querySelector("time").textContent = hour(savedAt);
  part("many").querySelector("b").textContent = due;
  if (state.sent) part("sent").querySelector("a").href = state.sent;
  for (const [name, isSaid] of Object.entries(said)) part(name).hidden = !isSaid;
  part("see").hidden = !(said.one || said.many || said.refused);
  bar.hidden = !Object.values(said).some(Boolean);
}

function heard(news) {
  if (!news) return;
  state = { ...news, sent: news.sent ?? state.sent };
  tell();
  document.dispatchEvent(new CustomEvent("pocket", { detail: state }));
}

// A form says whose it is and what it is about, so that it can wait under that name.
document.addEventListener("formdata", ({ target, formData }) => {
  if (!member || !target.elements.submission || target.matches(".chat-composer")) return;
  formData.set("pocket-member", member);
  formData.set("pocket-about", document.querySelector("main h1")?.textContent.trim().slice(0, 120) ?? "");
});

// A saved composer is one for every kind and group: what the address asks for is chosen here.
function choose() {
  const form = savedAt && document.querySelector("form[data-draft=new-post]");
  for (const [name, value] of form ? new URLSearchParams(location.search) : []) {
    const field = form.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
    if (field?.type === "radio") field.checked = true;
    else if (form.elements[name]?.tagName === "SELECT") form.elements[name].value = value;
  }
}

// Signing out leaves nothing of oneself; what still waits is asked about first.
document.addEventListener("submit", (event) => {
  if (!isSignOut(event)) return;
  if (state.waiting && member && !event.submitter?.hasAttribute("data-leave")) {
    event.preventDefault();
    event.stopPropagation();
    return location.assign("/device/?leaving");
  }
  ask("leave");
}, { capture: true });

// The offer to install: once, after something was done, on the third day that somebody is here.

const hint = document.getElementById("install-hint");
const isApp = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
const isApple = /iP(hone|ad|od)/.test(navigator.userAgent);

function days() {
  const today = new Date().toDateString();
  const known = JSON.parse(localStorage.getItem("visits") ?? "{}");
  if (known.last !== today) Object.assign(known, { last: today, days: (known.days ?? 0) + 1 });
  localStorage.setItem("visits", JSON.stringify(known));
  return known;
}

function offer() {
  const known = days();
  if (!hint || isApp || known.asked || known.days < 3 || !document.querySelector(".banner.success")) return;
  hint.hidden = false;
  localStorage.setItem("visits", JSON.stringify({ ...known, asked: true }));
  hint.querySelector("button").addEventListener("click", () => (hint.hidden = true));
}

const offering = () => {
  try {
    offer();
  } catch {
    // a forbidden store: nothing is offered
  }
};
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  if (member) offering();
});

if (member) forget((whose) => whose && whose !== member);
if (member && isApple) offering();
choose();
tell();
for (const name of ["online", "offline"]) addEventListener(name, tell);
if (navigator.serviceWorker && navigator.locks && window.indexedDB) {
  navigator.serviceWorker.addEventListener("message", ({ data }) => data?.pocket && heard(data.pocket));
  if (document.readyState === "complete") begin().catch(() => null);
  else addEventListener("load", () => begin().catch(() => null));
  const isOwed = () => state.waiting > state.refused + state.held;
  // A telephone often says that it has a line some seconds before it has one.
  addEventListener("online", () => {
    ask("send");
    for (const pause of SOON) setTimeout(() => isOwed() && ask("send"), pause);
  });
  // The house is back when the live line is, whatever the device says of its own.
  document.addEventListener("live-line", ({ detail }) => detail && isOwed() && ask("send"));
  setInterval(() => !document.hidden && isOwed() && ask("send"), AGAIN);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("live-out", () => ask("hello", { member: 0, language: root.lang }));
}
