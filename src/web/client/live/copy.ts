// Copies the text of a [data-copy] button, and says so on it for a moment. Browsers refuse this on
// a page without TLS; there the text next to the button can still be selected.

const SHOWN_MS = 2000;

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copy]") : null;
  if (button) void copy(button);
});

async function copy(button: HTMLElement): Promise<void> {
  const { copy: text = "", copied = "" } = button.dataset;
  await navigator.clipboard.writeText(text);
  const before = button.textContent;
  if (before === copied) return;
  button.setAttribute("aria-live", "polite");
  button.textContent = copied;
  setTimeout(() => {
    button.textContent = before;
  }, SHOWN_MS);
}
