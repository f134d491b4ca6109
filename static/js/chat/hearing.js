// What happened in the room, in its order and without a gap: from the socket, or asked for.
import { calmly, isAtEnd, serial } from "./log.js";
import { arrange, drop, put } from "./messages.js";
import { announce, pill } from "./news.js";
import { me, room } from "./page.js";
import { present, silence, typing } from "./presence.js";
import { mark, read } from "./reading.js";
import { forget, sending } from "./waiting.js";

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
  if (!wasAtEnd || document.hidden) announce(shown);
  pill();
  read();
}

// A frame that does not follow on what is shown is a gap, and gaps are asked for.
let asking = false, again = false;

export async function hear(frame) {
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

export async function catchUp() {
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
export async function ask(from) {
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
