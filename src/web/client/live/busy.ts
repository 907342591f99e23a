// Disables buttons during a request, so that none is pressed twice, and marks them as busy.

export function setBusy(buttons: Iterable<HTMLButtonElement>, is: boolean): void {
  for (const button of buttons) {
    button.disabled = is;
    if (is) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
}
