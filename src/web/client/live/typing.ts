// What somebody types of the digits of a phone without a network. What renews or replaces the page
// waits until they have done, or takes the digits along.

const fieldIn = (view: ParentNode): HTMLInputElement | null => view.querySelector("input[name=response]");
const boxOf = (field: Element) => field.closest("details");
const loginIn = (view: Element) => view.querySelector("[data-transaction]")?.getAttribute("data-transaction");

export function isTyping(): boolean {
  const field = fieldIn(document);
  // The box for a day pass is open from the beginning.
  return field !== null && (field.value !== "" || boxOf(field)?.matches("[open]:not([data-pass])") === true);
}

/** Takes the digits along to a newer view of the same login. `focused`: where the cursor was. */
export function keepTyped(before: Element, view: Element, focused: Element | null): void {
  const [from, to] = [fieldIn(before), fieldIn(view)];
  if (!from || !to || loginIn(before) !== loginIn(view)) return;
  to.value = from.value;
  boxOf(to)?.toggleAttribute("open", boxOf(from)?.open || boxOf(to)?.open);
  if (focused === from) to.focus();
}
