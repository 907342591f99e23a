// Disables buttons while an answer is under way, so that none is pressed twice. A screen reader hears that they are busy.

export function setBusy(buttons: Iterable<HTMLButtonElement>, is: boolean): void {
  for (const button of buttons) {
    button.disabled = is;
    if (is) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
}
