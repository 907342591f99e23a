// For /tiqrauth/ and /tiqrenroll/: a browser says nothing when no app takes a link. When the page is still in front a
// moment after the button was pressed, the notice about that stands out and is read out. Its words are in the page.

const PATIENCE_MS = 1500;

const notice = document.querySelector("[data-when-nothing-happens]");
document.querySelector("[data-opens-app]")?.addEventListener("click", () => {
  setTimeout(() => {
    if (!notice || document.visibilityState !== "visible") return;
    notice.classList.replace("info", "warning");
    // A screen reader reads a status out when its content comes anew.
    notice.replaceChildren(...notice.childNodes);
  }, PATIENCE_MS);
});
