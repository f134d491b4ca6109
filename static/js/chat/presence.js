// Who is here, and who is writing.
import { calmly } from "./log.js";
import { every, me, post, room, talk, token } from "./page.js";

const writing = new Map();
export function typing(member) {
  if (String(member) === me) return;
  clearTimeout(writing.get(member));
  writing.set(member, setTimeout(() => silence(member), 5000));
  tellTyping();
}

export function silence(member) {
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

const HERE = 45e3;
export function present({ member, here }) {
  const person = document.querySelector(`[data-person="${member}"]`);
  if (!person) return;
  person.classList.toggle("is-here", here);
  person.dataset.until = here ? new Date(Date.now() + 2 * HERE).toISOString() : "";
}

export function stay() {
  for (const person of every("[data-until]")) if (new Date(person.dataset.until) < Date.now()) person.classList.remove("is-here");
  if (room.dataset.presence && !document.hidden) post(room.dataset.presence).catch(() => null);
}

export function go() {
  if (!room.dataset.presence) return;
  navigator.sendBeacon(`${room.dataset.presence}remove/`, new URLSearchParams({ csrfmiddlewaretoken: token() }));
}
