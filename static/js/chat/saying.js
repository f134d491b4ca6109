// The form in which one says something.
import { form, room, say } from "./page.js";
import { send } from "./sending.js";
import { keep, kept, sending } from "./waiting.js";

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
  send(item);
  fields.body.value = "";
  pictures?.querySelectorAll(".upload:not(.is-wrong)").forEach((picture) => picture.remove());
  form.querySelector(".chat-attach").open = Boolean(pictures?.children.length);
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

export function answer(id = "", by = "") {
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

export function takeWords() {
  kept().forEach(send);
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
