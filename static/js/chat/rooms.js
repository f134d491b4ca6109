// The list of rooms: what was said last, and how much of it is unread.
import { element, me, room } from "./page.js";

const side = document.querySelector("[data-list]");

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
