// "@" in the text of <form data-mentions="post=7"> (room=3, or group: the one that is chosen) offers whom it could mean: of
// those who will read it. Arrows walk, Enter or Tab choose, Escape closes. Whoever is called and cannot read it is named.
const WORD = /(?:^|[^\w@./-])@([\w-]{1,40})$/u;
const CALLED = /(?:^|[^\w@./-])@([a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)(?!\w)/gi;

function begin(form) {
  const field = form.elements.body;
  const note = form.querySelector("[data-mention-note]");
  if (!field || !note || field.dataset.mentioning) return;
  field.dataset.mentioning = "yes";
  const box = document.createElement("div");
  box.className = "mention-field";
  field.before(box);
  const list = Object.assign(document.createElement("ul"), { className: "mention-list", id: `${field.id}-people`, role: "listbox", hidden: true });
  const heard = Object.assign(document.createElement("span"), { className: "visually-hidden" });
  list.setAttribute("aria-label", note.dataset.people);
  heard.setAttribute("role", "status");
  box.append(field, list, heard);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  let at = -1, timer, asked = 0;

  const where = () => (form.dataset.mentions === "group" ? { group: form.elements.group?.value ?? "" } : Object.fromEntries(new URLSearchParams(form.dataset.mentions)));
  const ask = async (more) => {
    const answer = await fetch(`/mentions/?${new URLSearchParams({ ...where(), ...more })}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    return answer.json();
  };
  const word = () => (field.selectionStart === field.selectionEnd ? WORD.exec(field.value.slice(0, field.selectionStart))?.[1] : undefined);

  function close() {
    list.hidden = true;
    at = -1;
    field.removeAttribute("aria-activedescendant");
  }

  function point(to) {
    at = (to + list.children.length) % list.children.length;
    [...list.children].forEach((one, index) => one.setAttribute("aria-selected", index === at));
    field.setAttribute("aria-activedescendant", list.children[at].id);
  }

  function show(people) {
    list.replaceChildren(...people.map(({ handle, name, face }, index) => {
      const one = Object.assign(document.createElement("li"), { className: "mention-one", id: `${list.id}-${index}`, role: "option", innerHTML: face });
      one.dataset.handle = handle;
      const words = document.createElement("span");
      words.append(name, " ", Object.assign(document.createElement("span"), { className: "mention-handle", textContent: `@${handle}` }));
      one.append(words);
      return one;
    }));
    if (!people.length) return close();
    list.hidden = false;
    point(0);
    heard.textContent = note.dataset.found.replace("%", people.length);
  }

  function choose(one) {
    const end = field.selectionStart, begin = end - word().length;
    field.setRangeText(`${one.dataset.handle} `, begin, end, "end");
    close();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async function look() {
    const number = ++asked, letters = word();
    const called = [...field.value.matchAll(CALLED)].map(([, handle]) => handle.toLowerCase()).filter((handle) => handle !== letters?.toLowerCase());
    if (!letters) close();
    if (!letters && !called.length) return (note.hidden = true);
    const { people, unheard } = await ask({ q: letters ?? "", called: [...new Set(called)].slice(0, 20).join(",") });
    if (number !== asked) return;
    if (letters && document.activeElement === field) show(people);
    note.hidden = !unheard.length;
    note.textContent = (unheard.length > 1 ? note.dataset.some : note.dataset.one).replace("%", unheard.join(", "));
  }

  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(() => look().catch(close), pause);
  };
  field.addEventListener("input", () => later(word() ? 150 : 900));
  form.elements.group?.addEventListener("change", () => later(0));
  field.addEventListener("blur", () => setTimeout(close, 150));
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) point(at + step);
    else if (event.key === "Enter" || event.key === "Tab") choose(list.children[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const one = event.target.closest(".mention-one");
    if (one) choose(one);
  });
}

document.querySelectorAll("form[data-mentions]").forEach(begin);
