// Light, dark or the system's: changes at once; the form behind the button remembers it on the server.
const MEDIA = { auto: "screen and (prefers-color-scheme: dark)", light: "not all", dark: "screen" };

document.addEventListener("click", async (event) => {
  const button = event.target.closest('button[name="theme"]');
  if (!button) return;
  event.preventDefault();
  const form = new FormData(button.form);
  form.set("theme", button.value);
  document.documentElement.dataset.theme = button.value;
  document.getElementById("dark-tokens").media = MEDIA[button.value];
  for (const each of document.querySelectorAll('button[name="theme"]')) {
    each.setAttribute("aria-pressed", String(each.value === button.value));
  }
  try {
    await fetch(button.formAction, { method: "POST", body: form, redirect: "manual" });
  } catch {
    // Offline: the choice holds for this page.
  }
});
