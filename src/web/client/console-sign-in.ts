// The console's sign-in with the phone: sends the form as soon as the phone has answered. Without script there is a button.

const INTERVAL_MS = 1500;

const form = document.querySelector<HTMLFormElement>("form[data-transaction]");

async function isAnswered(): Promise<boolean> {
  const response = await fetch(`/validate/polltransaction/${form?.dataset.transaction}`);
  const { result } = (await response.json()) as { result: { value: boolean } };
  return result.value === true;
}

async function watch(): Promise<void> {
  const answered = await isAnswered().catch(() => false);
  if (answered) form?.requestSubmit();
  else setTimeout(watch, INTERVAL_MS);
}
if (form) setTimeout(watch, INTERVAL_MS);

export {}; // a module: names are its own
