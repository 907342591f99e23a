// Buttons while their answer is under way: none is pressed twice, and a screen reader hears that the wait is no refusal.

export function setBusy(buttons: Iterable<HTMLButtonElement>, is: boolean): void {
  for (const button of buttons) {
    button.disabled = is;
    if (is) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
}
