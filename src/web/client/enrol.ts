// Makes /enrol/<link> live. Forms are sent in the background and what comes back takes the place of the page's content; while
// the page is in front, it waits for the next state (`data-watch`), in requests that the server holds back.

/** Between two requests that were answered at once, and after one that failed. */
const PACE_MS = 1000;

const main = document.querySelector("main") as HTMLElement;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Raised by whatever is shown, so that an older wait knows that it is over. */
let shownNow = 0;

function offline(is: boolean): void {
  document.querySelector("[data-offline]")?.toggleAttribute("hidden", !is);
}

async function show(response: Response): Promise<void> {
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  const content = next.querySelector("main");
  if (!content) throw new Error("no page");
  document.title = next.title;
  main.replaceChildren(...content.childNodes);
  // Read out from the top, and the next Tab leads to what is new.
  const heading = main.querySelector<HTMLElement>("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
  void watch();
}

async function load(address: string, init: RequestInit = {}): Promise<void> {
  try {
    await show(await fetch(address, { ...init, headers: { Accept: "text/html" } }));
  } catch {
    offline(true);
  }
}

async function send(form: HTMLFormElement): Promise<void> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  await load(form.action, { method: "POST", body });
  for (const button of form.querySelectorAll("button")) button.disabled = false;
}

document.addEventListener("submit", (event) => {
  event.preventDefault();
  void send(event.target as HTMLFormElement);
});

const inFront = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.visibilityState === "visible") return resolve();
    document.addEventListener("visibilitychange", () => resolve(inFront()), { once: true });
  });

/** What the server says now: of the enrolment its mark, of a transaction its state. */
async function ask(address: string): Promise<string> {
  const { mark, detail } = await (await fetch(address)).json();
  return mark ?? detail.transaction_state;
}

async function watch(): Promise<void> {
  const shown = ++shownNow;
  const { watch: address, mark = "" } = main.querySelector<HTMLElement>("[data-watch]")?.dataset ?? {};
  if (!address) return;
  const url = new URL(address, location.href);
  if (!url.searchParams.has("transaction_id")) url.searchParams.set("mark", mark);
  while (shown === shownNow) {
    await inFront();
    const pace = sleep(PACE_MS);
    try {
      const now = await ask(url.href);
      if (shown !== shownNow) return;
      offline(false);
      if (now !== mark) {
        const form = main.querySelector<HTMLFormElement>("form[data-when-changed]");
        await (form ? send(form) : load(location.href));
      }
    } catch {
      if (shown === shownNow) offline(true);
    }
    await pace;
  }
}

void watch();
