// <input type="file" data-preview="id">: shows what was chosen, lets one be taken back, says what is too large.
const MB = 1024 * 1024;

function draw(input) {
  const list = document.getElementById(input.dataset.preview);
  if (!list) return;
  for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
  list.replaceChildren(...[...input.files].map((file, at) => entry(input, file, at)));
}

function entry(input, file, at) {
  const item = document.createElement("li");
  const limit = Number(input.dataset.limit || 20) * MB;
  item.className = "upload";
  if (file.type.startsWith("image/")) {
    const image = new Image(96, 96);
    image.alt = "";
    image.src = URL.createObjectURL(file);
    item.append(image);
  }
  const name = document.createElement("span");
  name.className = "upload-name";
  name.textContent = file.size > limit ? `${file.name}: ${input.dataset.tooLarge}` : file.name;
  item.classList.toggle("is-wrong", file.size > limit);
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "icon-button upload-remove";
  remove.setAttribute("aria-label", `${input.dataset.remove}: ${file.name}`);
  remove.textContent = "×";
  remove.addEventListener("click", () => take(input, at));
  item.append(name, remove);
  return item;
}

function take(input, at) {
  const left = new DataTransfer();
  [...input.files].forEach((file, each) => each !== at && left.items.add(file));
  input.files = left.files;
  draw(input);
}

document.addEventListener("change", (event) => event.target.matches?.("input[type=file][data-preview]") && draw(event.target));
