// Below the field of tags stand those that others use and that begin as what is being typed; a tap puts one in.
const PAUSE = 200;

function begin(place) {
  const field = place.querySelector("input"), choices = place.querySelector(".tag-choices");
  const typed = () => field.value.split(/[,;#]/);
  const bare = (tag) => tag.trim().toLowerCase();
  let timer, asked = 0;

  function show(tags) {
    const there = new Set(typed().map(bare));
    choices.replaceChildren(...tags.filter((tag) => !there.has(tag)).map((tag) => {
      const one = Object.assign(document.createElement("button"), { type: "button", className: "button button-small", textContent: `#${tag}` });
      one.dataset.tag = tag;
      return one;
    }));
    choices.hidden = !choices.children.length;
  }

  async function look() {
    const number = ++asked;
    const answer = await fetch(`${place.dataset.tagging}?${new URLSearchParams({ q: typed().at(-1).trim() })}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const { tags } = await answer.json();
    if (number === asked) show(tags);
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => look().catch(() => null), PAUSE);
  };
  field.addEventListener("focus", later);
  field.addEventListener("input", later);
  choices.addEventListener("click", (event) => {
    const tag = event.target.closest("[data-tag]")?.dataset.tag;
    if (!tag) return;
    const before = typed().slice(0, -1).map((one) => one.trim()).filter(Boolean);
    field.value = [...before, tag, ""].join(", ");
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

document.querySelectorAll("[data-tagging]").forEach(begin);
