// Prints the page, or saves the text of a [data-save] button as a file. The text never leaves the
// page otherwise: a link to it would stay in the browser's list of downloads.

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLElement>("[data-print], [data-save]") : null;
  if (!button) return;
  if (button.dataset.save === undefined) print();
  else save(button.dataset.save, button.dataset.file ?? "");
});

function save(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
  link.click();
  // Some browsers read the text only after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
