// Messages in their places: each once, in order, under its day, close to what belongs to it.
import { isElsewhere, messages, numberOf } from "./log.js";
import { element, language, log, me, every, room, talk } from "./page.js";
import { seen } from "./reading.js";

const folded = new Set((room?.dataset.folded || "").split(" ")); // whom one does not want to read
const CLOSE = 300e3; // as long one's next message stands close to the one before; the server says the same

const dayOf = (at) => new Date(at).toLocaleDateString("sv", { timeZone: room.dataset.zone });

function dayWords(at) {
  if (dayOf(at) === dayOf(Date.now())) {
    const today = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "day");
    return today[0].toLocaleUpperCase(language) + today.slice(1);
  }
  return new Date(at).toLocaleDateString(language, { weekday: "short", day: "numeric", month: "short", timeZone: room.dataset.zone });
}

// Which messages stand close to each other, and where a day begins, follows from what stands there.
export function arrange() {
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
export function put({ id, number, html }) {
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

export function drop(id, number) {
  const old = document.getElementById(`m${id}`);
  if (!old) return;
  const gone = document.getElementById("gone").content.firstElementChild.cloneNode(true);
  Object.assign(gone, { id: `m${id}` });
  Object.assign(gone.dataset, { number, at: old.dataset.at });
  old.replaceWith(gone);
}

export async function older(event) {
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
