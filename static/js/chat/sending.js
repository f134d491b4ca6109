// Sending what waits: in the order in which it was said, and once however often it is tried.
import { catchUp } from "./hearing.js";
import { calmly, serial } from "./log.js";
import { arrange, put } from "./messages.js";
import { room, token } from "./page.js";
import { forget, keep, kept, sending, showWaiting, state } from "./waiting.js";

const LATER = 15e3;
let later;
let queue = Promise.resolve();
const deliver = (item) => (queue = queue.then(() => attempt(item)));

// What is said now, or was left over from before.
export function send(item) {
  showWaiting(item, deliver);
  deliver(item);
}

export function sendAgain() {
  for (const { item } of sending.values()) deliver(item);
}

// In the order in which they were said: the next one waits for the one before.
async function attempt(item) {
  const { node } = sending.get(item.submission) ?? {};
  if (!node) return;
  state(node, "sending");
  const body = new FormData();
  for (const [name, value] of item.values) body.append(name, value);
  body.set("csrfmiddlewaretoken", token());
  try {
    const answer = await fetch(room.dataset.src, { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(20000) });
    const said = answer.headers.get("content-type")?.includes("json") ? await answer.json() : {};
    if (said.aware) item.values.push(["aware", said.aware]); // the second time it is meant
    if (said.submission && answer.status === 422) return attempt(rekeyed(item, said.submission));
    if (answer.status !== 201) return state(node, "failed", said.error);
    calmly(() => {
      forget(item);
      put(said);
      arrange();
    });
    if (said.serial === serial() + 1) room.dataset.liveSerial = said.serial;
    else if (said.serial > serial()) catchUp();
    room.dataset.read = Math.max(Number(room.dataset.read), said.number);
  } catch {
    state(node, "waits");
    // The socket tells when the line is back; an answer that was lost while the socket held is tried again by itself.
    later ??= setTimeout(() => {
      later = undefined;
      sendAgain();
    }, LATER);
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
