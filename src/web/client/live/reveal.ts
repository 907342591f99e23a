// Shows what is typed into the fields that a [data-reveals] box names.

document.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement && target.dataset.reveals) showTyped(target);
});

// Browsers suggest to anyone what was once sent from a text field. So before a form is sent, its
// fields hide what was typed.
document.addEventListener(
  "submit",
  ({ target }) => {
    for (const box of (target as HTMLFormElement).querySelectorAll<HTMLInputElement>("[data-reveals]:checked")) {
      box.checked = false;
      showTyped(box);
    }
  },
  { capture: true },
);

function showTyped(box: HTMLInputElement): void {
  for (const name of (box.dataset.reveals ?? "").split(" ")) {
    const field = box.form?.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.type = box.checked ? "text" : "password";
  }
}
