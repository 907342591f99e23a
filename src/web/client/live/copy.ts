// Copies the text of a [data-copy] button, and says so on the button for a moment. A browser refuses it on a page without TLS; the text
// beside the button can still be selected there.

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
