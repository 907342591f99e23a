// Takes texts out of the page: copies the one of a [data-copy] button, saves the one of a
// [data-save] button as a file, or prints the page.

const SHOWN_MS = 2000;

document.addEventListener("click", ({ target }) => {
  const button =
    target instanceof Element ? target.closest<HTMLElement>("[data-copy], [data-print], [data-save]") : null;
  if (!button) return;
  const { copy: text, copied = "", save: content, file = "" } = button.dataset;
  if (text !== undefined) void copy(text, button, copied);
  else if (content !== undefined) save(content, file);
  else print();
});

/**
 * Says so on the button for a moment. Browsers refuse this on a page without TLS; there the text
 * next to the button can still be selected.
 */
async function copy(text: string, button: HTMLElement, copied: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  const before = button.textContent;
  if (before === copied) return;
  button.setAttribute("aria-live", "polite");
  button.textContent = copied;
  setTimeout(() => {
    button.textContent = before;
  }, SHOWN_MS);
}

/** A link to the text itself would stay in the browser's list of downloads. */
function save(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
  link.click();
  // Some browsers read the text only after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
