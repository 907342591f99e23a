// Whether somebody types the digits of a phone without a network. What renews or replaces the page
// waits until they have done: it would take the digits away.

export function isTyping(): boolean {
  const field = document.querySelector<HTMLInputElement>("input[name=response]");
  return field !== null && (field.value !== "" || field.closest("details")?.open === true);
}
