// Pictures and files go ahead while the rest is typed, each with its progress; what arrived is named by the form.
// Without this module the same field sends them with the form.
const field = document.querySelector("[data-picking]");
const input = field?.querySelector("input[type=file]");
const list = field?.querySelector(".uploads");
const sheet = field?.closest("details"); // where it waits behind a button
const isCarried = !field?.closest(".chat-composer"); // a message goes by itself, its form never does
const token = field?.closest("form").elements.csrfmiddlewaretoken.value;
const LARGEST = 15 * 1024 * 1024;
const PASSING = [0, 408, 429, 500, 502, 503, 504]; // what may be different in a minute

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

let refusals = 0, sending = null; // files that were not taken; the wait of a form for those on their way

// A picture shows itself, another file says what sort it is.
function face(name, picture) {
  if (picture) {
    const image = make("img", { alt: "", width: 96, height: 96, src: picture });
    image.addEventListener("error", () => image.replaceWith(face(name)), { once: true }); // no browser can show it
    return image;
  }
  const sort = name.includes(".") ? name.split(".").at(-1) : "";
  return make("span", { className: "upload-file", textContent: sort.toUpperCase().slice(0, 4) });
}

function begin(file) {
  const image = face(file.name, file.type.startsWith("image/") && URL.createObjectURL(file));
  const progress = make("progress", { max: 1, value: 0, className: "upload-progress" });
  progress.setAttribute("aria-label", file.name);
  const item = make("li", { className: "upload" }, image, progress, remover(file.name));
  list.append(item);
  return { item, progress };
}

function remover(name) {
  const button = make("button", { type: "button", className: "icon-button upload-remove", textContent: "×" });
  button.setAttribute("aria-label", `${field.dataset.remove}: ${name}`);
  button.addEventListener("click", () => {
    const item = button.closest(".upload");
    item.remove();
    if (goingAlong.delete(item)) carry();
    keep();
  });
  return button;
}

// Without a line a picture goes along with the form, whenever that goes.
const goingAlong = new Map(); // item of the list → file

function carry() {
  const bag = new DataTransfer();
  for (const file of goingAlong.values()) bag.items.add(file);
  input.files = bag.files;
}

function goAlong(item, file) {
  item.querySelector("progress")?.remove();
  item.append(make("p", { className: "upload-name", textContent: `${file.name}: ${field.dataset.later}` }));
  goingAlong.set(item, file);
  carry();
}

function fail(item, name, words, file) {
  refusals += 1;
  item.classList.add("is-wrong");
  item.querySelector("progress")?.remove();
  item.append(make("p", { className: "upload-name", textContent: `${name}: ${words}` }));
  item.lastChild.setAttribute("role", "alert");
  if (!file) return;
  const again = make("button", { type: "button", className: "button button-small", textContent: field.dataset.again });
  again.addEventListener("click", () => {
    item.remove();
    send(file);
  });
  item.append(again);
}

function arrive(item, { id, name }, alt = "") {
  item.querySelector("progress")?.remove();
  item.append(make("input", { type: "hidden", name: "upload", value: id }));
  item.dataset.name = name;
  if (item.querySelector("img")) describe(item, id, name, alt);
  else item.append(make("span", { className: "upload-name", textContent: name }));
  keep();
}

function describe(item, id, name, alt) {
  const words = make("input", { className: "input upload-alt", type: "text", name: `alt-${id}`, maxLength: 200 });
  words.placeholder = field.dataset.alt;
  words.setAttribute("aria-label", `${field.dataset.alt}: ${name}`);
  words.value = alt;
  item.append(words);
}

// What arrived is remembered beside the draft of the words, and forgotten with it.

const draft = `draft:${document.documentElement.dataset.member}:${field?.closest("form").dataset.draft}`;

function keep() {
  const arrived = [...list.querySelectorAll("[data-name]")].map((item) => ({
    id: item.querySelector("[name=upload]").value,
    name: item.dataset.name,
    alt: item.querySelector(".upload-alt")?.value ?? null,
  }));
  try {
    localStorage.setItem(`${draft}:pictures`, JSON.stringify(arrived));
  } catch {
    // A full store loses the memory of the pictures, not the pictures.
  }
}

function restore() {
  const arrived = JSON.parse(localStorage.getItem(`${draft}:pictures`) ?? "[]");
  if (!localStorage.getItem(draft)) return localStorage.removeItem(`${draft}:pictures`);
  if (sheet && arrived.length) sheet.open = true;
  for (const { id, name, alt } of list.children.length ? [] : arrived) {
    const image = face(name, alt !== null && `/media/${id}/320/`);
    const item = make("li", { className: "upload" }, image, remover(name));
    list.append(item);
    arrive(item, { id, name }, alt ?? "");
  }
}

function send(file) {
  const { item, progress } = begin(file);
  if (file.size > LARGEST) return fail(item, file.name, field.dataset.tooLarge);
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append("file", file);
  if ("documents" in field.dataset) body.append("documents", "1");
  request.upload.onprogress = (event) => event.lengthComputable && (progress.value = event.loaded / event.total);
  request.onerror = () => (isCarried ? goAlong(item, file) : fail(item, file.name, field.dataset.failed, file));
  request.onload = () => {
    const answer = parsed(request.responseText);
    if (request.status === 201) arrive(item, answer);
    else fail(item, file.name, answer.error ?? field.dataset.failed, PASSING.includes(request.status) && file);
  };
  request.open("POST", "/media/");
  request.setRequestHeader("X-CSRFToken", token);
  request.send(body);
}

// Whoever sends before all has arrived waits for it; what was refused is read before anything goes out without it.
function holdBack(event) {
  if (!list.querySelector("progress")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (sending) return;
  const before = refusals;
  sending = setInterval(() => {
    if (list.querySelector("progress")) return;
    sending = clearInterval(sending);
    if (refusals === before) event.target.requestSubmit(event.submitter);
    else list.querySelector(".is-wrong")?.scrollIntoView({ block: "center" });
  }, 100);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

if (field) {
  for (const drop of field.querySelectorAll(".upload-drop")) {
    drop.replaceWith(remover(""));
  }
  restore();
  list.addEventListener("change", keep);
  addEventListener("submit", (event) => event.target === field.closest("form") && holdBack(event), true);
  input.addEventListener("change", () => {
    const chosen = [...input.files];
    carry();
    chosen.forEach(send);
  });
  // The button leads straight to the files of the device; who chooses none finds the form as it was.
  sheet?.firstElementChild.addEventListener("click", () => !sheet.open && input.click());
  input.addEventListener("cancel", () => sheet && !list.children.length && (sheet.open = false));
  // What was taken back to be changed brings its pictures.
  const submission = field.closest("form").elements.submission?.value;
  const then = (files) => {
    files?.forEach(([, file]) => goAlong(begin(file).item, file));
    if (sheet && files?.length) sheet.open = true;
  };
  document.dispatchEvent(new CustomEvent("pocket-ask", { detail: { verb: "files", submission, then } }));
}

// Whoever taps a kind wants to write next; whoever walks through the kinds by keyboard stays there.
const kinds = document.querySelector(".choices-kinds");
let tapped = false;
kinds?.addEventListener("pointerdown", () => (tapped = true));
kinds?.addEventListener("keydown", () => (tapped = false));
kinds?.addEventListener("change", () => tapped && document.getElementById("id_body")?.focus());
