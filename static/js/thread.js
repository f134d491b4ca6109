// Answering a comment: the form goes below what it answers, instead of the page going to the form.
const form = document.getElementById("say");
const home = form && { parent: form.parentNode, next: form.nextSibling };

function answer(id, comment) {
  form.elements.parent.value = id;
  form.querySelector("[data-answering-note]").hidden = !id;
  if (comment) comment.append(form);
  else home.parent.insertBefore(form, home.next);
  form.elements.body.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-answer], [data-answer-none]");
  if (!link || !form) return;
  event.preventDefault();
  if (link.dataset.answer) answer(link.dataset.answer, link.closest(".comment"));
  else answer("", null);
});
