// The look of the house while it is chosen: the server draws the frames anew, a chosen logo is shown before it is sent.
const form = document.querySelector("[data-look]");
const frames = document.getElementById("look-preview");
const colour = form?.querySelector("input[type=color]");
let waits, logo, asked = 0;

const dress = () => {
  if (!logo) return;
  for (const mark of frames.querySelectorAll("[data-mark], [data-logo]")) {
    const picture = document.createElement("img");
    picture.src = logo;
    picture.alt = "";
    picture.dataset.logo = "";
    mark.replaceWith(picture);
  }
};

const see = async () => {
  const mine = ++asked;
  const answer = await fetch(`${form.dataset.look}?colour=${encodeURIComponent(colour.value)}`);
  if (!answer.ok || mine !== asked) return; // a later choice is on its way
  frames.innerHTML = await answer.text();
  dress();
};

if (form) {
  form.querySelector("[data-see]").hidden = true;
  colour.addEventListener("input", () => {
    clearTimeout(waits);
    waits = setTimeout(see, 120);
  });
  form.querySelector("input[type=file]").addEventListener("change", (event) => {
    const file = event.target.files[0];
    if (logo) URL.revokeObjectURL(logo);
    logo = file && URL.createObjectURL(file);
    logo ? dress() : see();
  });
  document.addEventListener("click", (event) => {
    const swatch = event.target.closest("[data-colour]");
    if (!swatch) return;
    event.preventDefault();
    colour.value = swatch.dataset.colour.toLowerCase();
    see();
  });
}
