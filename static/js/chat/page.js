// What every part of the talk finds on its page, and how it speaks with the server.

export const room = document.getElementById("room");
export const talk = document.getElementById("talk");
export const log = document.getElementById("log");
export const form = document.getElementById("say");
export const me = document.querySelector("[data-me]")?.dataset.me;
export const language = document.documentElement.lang || "en";

export const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
export const element = (html) => Object.assign(document.createElement("template"), { innerHTML: html.trim() }).content.firstElementChild;
export const post = (url, values = {}, more = {}) =>
  fetch(url, { method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: token(), ...values }), ...more });
export const say = (frame) => document.dispatchEvent(new CustomEvent("live-say", { detail: frame }));
export const every = (selector, root = document) => [...root.querySelectorAll(selector)];
