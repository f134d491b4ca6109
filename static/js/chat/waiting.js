// What one said and the server has not yet: shown at once, and kept over a reload until it has.
import { log, me, room } from "./page.js";

const outbox = `room-outbox:${me}:${room?.dataset.room}`;
export const kept = () => {
  try {
    return JSON.parse(localStorage.getItem(outbox) ?? "[]");
  } catch {
    return [];
  }
};
export function keep(items) {
  try {
    if (items.length) localStorage.setItem(outbox, JSON.stringify(items));
    else localStorage.removeItem(outbox);
  } catch {
    // A full store loses the memory of what waits over a reload, not what waits.
  }
}
export const sending = new Map(); // submission → {item, node}

export function showWaiting(item, deliver) {
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

export function forget({ submission }) {
  sending.get(submission)?.node.remove();
  sending.delete(submission);
  keep(kept().filter((other) => other.submission !== submission));
}

// "sending", "waits" for the line, or "failed": then, if the server said so, with the reason.
export function state(node, now, why = "") {
  for (const name of ["sending", "waits", "failed"]) node.querySelector(`[data-${name}]`).hidden = name !== now;
  node.querySelector("[data-choices]").hidden = now === "sending";
  node.querySelector("[data-why]").textContent = why;
}
