// A list of people that is narrowed while one types: <input data-filter="id-of-the-list">.
for (const field of document.querySelectorAll("[data-filter]")) {
  const list = document.getElementById(field.dataset.filter);
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  field.addEventListener("input", () => {
    const wanted = plain(field.value.trim());
    for (const item of list.children) item.hidden = !plain(item.textContent).includes(wanted) && !item.querySelector(":checked");
  });
}
