// How far one has read, told little by little; and who has seen one's own.
import { isAtEnd, isElsewhere, messages, numberOf } from "./log.js";
import { every, me, post, room } from "./page.js";

let telling;
export function read() {
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

export function mark({ member, read: number }) {
  const person = document.querySelector(`[data-person="${member}"]`);
  if (person) person.dataset.read = Math.max(Number(person.dataset.read), number);
  seen();
}

export function seen() {
  const words = document.getElementById("seen");
  const people = every("[data-person]");
  const last = messages().at(-1);
  const who = last?.dataset.author === me ? people.filter((person) => Number(person.dataset.read) >= numberOf(last)) : [];
  words.hidden = !who.length;
  const { one, some } = words.dataset;
  words.textContent = people.length === 1 ? one : `${some} ${who.map((person) => person.dataset.name).join(", ")}`;
}
