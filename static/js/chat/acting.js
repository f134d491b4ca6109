// What can be done with a message, in a dialog instead of on a page.
import { ask, catchUp } from "./hearing.js";
import { serial } from "./log.js";
import { every, form, post } from "./page.js";
import { answer } from "./saying.js";

export async function acts(event) {
  const link = event.target.closest(".chat-more");
  if (link) {
    event.preventDefault();
    const dialog = document.getElementById("acts");
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return location.assign(link.href);
    document.getElementById("acts-inside").innerHTML = await answer.text();
    return dialog.showModal();
  }
  const wanted = event.target.closest("[data-answer]");
  if (wanted && form) {
    event.preventDefault();
    document.getElementById("acts").close();
    answer(wanted.dataset.answer, wanted.dataset.by);
  }
  const quote = event.target.closest(".chat-quote, .chat-at");
  const there = quote && document.querySelector(`.chat-message${new URL(quote.href).hash || "#none"}`);
  if (there) {
    event.preventDefault();
    there.scrollIntoView({ block: "center" });
    every(".is-found").forEach((other) => other.classList.remove("is-found"));
    there.classList.add("is-found");
  }
}

// A reaction changes one message, so the page stays where it is.
export async function react(event) {
  const button = event.target.closest('[form="act"][formaction*="/reaction/"]');
  if (!button) return;
  event.preventDefault();
  document.getElementById("acts").close();
  const id = button.getAttribute("formaction").match(/messages\/(\d+)\//)[1];
  const from = serial();
  // The answer leads back to a page that is here already.
  await post(`/chat/messages/${id}/reaction/`, { kind: button.value }, { redirect: "manual" }).catch(() => null);
  ask(from).catch(catchUp);
}
