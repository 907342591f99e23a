// For /tiqrauth/ and /tiqrenroll/: a browser does not say when no app takes a link. If the page is still in front a moment
// after a press of the button, the notice about it stands out and is read out. Its words are in the page.

const PATIENCE_MS = 1500;

const notice = document.querySelector("[data-when-nothing-happens]");
document.querySelector("[data-opens-app]")?.addEventListener("click", () => {
  setTimeout(() => {
    if (!notice || document.visibilityState !== "visible") return;
    notice.classList.replace("info", "warning");
    // A screen reader reads a status out when its content is inserted again.
    notice.replaceChildren(...notice.childNodes);
  }, PATIENCE_MS);
});
