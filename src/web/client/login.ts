// Keeps the login page live: sends its forms without leaving it, hears of the phone's answer, counts down, asks for a new QR
// code when one has expired, and goes on trying without a network. Every state it shows is a page of the server's;
// the words are the server's, too (src/web/login-page.tsx). The PIN is kept while a QR code is shown, for the next one.

import { change } from "./live/change.ts";
import { pause, retryAfter } from "./live/pause.ts";
import { watchedBy } from "./live/watched.ts";

/** Without anybody at the screen it ends here; the form is then where it was. */
const MOST_RENEWALS = 5;

const said = document.querySelector<HTMLElement>("[data-said]");
/** What opened the QR code that is shown. */
let begun: URLSearchParams | undefined;
let renewals = 0;
/** Whatever was under way for an earlier view sees that it is not its turn any more. */
let turn = 0;

const viewNow = (): HTMLElement => document.querySelector("[data-login]") as HTMLElement;
const show = (selector: string, shown: boolean): void => {
  const element = viewNow().querySelector<HTMLElement>(selector);
  if (element && element.hidden === shown) element.hidden = !shown;
};

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.matches("[data-live]")) return;
  event.preventDefault();
  const fields = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  const { pathname } = new URL(form.action);
  if (pathname === "/login/begin") [begun, renewals] = [fields, 0];
  for (const button of viewNow().querySelectorAll("button")) button.disabled = true;
  void send(pathname, fields);
});

/** Sends until there is an answer, and shows it. A refusal by a failing platform (5xx) is none. */
async function send(path: string, fields: URLSearchParams): Promise<void> {
  const mine = ++turn;
  for (let failures = 0; mine === turn; failures++) {
    try {
      const response = await fetch(path, { method: "POST", body: fields });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (mine !== turn) return;
      const view = page.querySelector<HTMLElement>("[data-login]");
      if (view && response.status < 500) return put(view, page.title);
    } catch {
      // No network: below.
    }
    offline(true);
    await pause(retryAfter(failures));
  }
}

function put(view: HTMLElement, title: string): void {
  viewNow().replaceWith(view);
  document.title = title;
  const heading = view.querySelector("h1");
  if (said)
    said.textContent = [view.querySelector("[data-notice]"), heading].map((part) => part?.textContent ?? "").join(" ");
  // What had the focus is gone with the view before.
  if (heading && document.activeElement === document.body) {
    heading.tabIndex = -1;
    heading.focus();
  }
  bringToLife(view);
}

function bringToLife(view: HTMLElement): void {
  const { login, state } = view.dataset;
  if (login === "waiting") {
    waitForPhone(view);
    return;
  }
  if (state === "expired" && begun && renewals < MOST_RENEWALS) {
    renewals++;
    void send("/login/begin", begun);
    return;
  }
  begun = undefined;
  const address = view.querySelector<HTMLAnchorElement>("[data-return]")?.href;
  if (address) location.replace(address);
}

function waitForPhone(view: HTMLElement): void {
  const mine = turn;
  show("[data-without-script]", false);
  show("[data-renewed]", renewals > 0);
  const element = view.querySelector<HTMLElement>("[data-transaction]");
  const watched = element && watchedBy(element);
  if (!watched) return;
  const { transaction = "", seconds } = element.dataset;
  const finish = () => send("/login/result", new URLSearchParams({ transaction_id: transaction }));
  countDown(Number(seconds), mine, finish);
  void change(watched, () => mine === turn, offline).then((state) => {
    if (state !== undefined) void finish();
  });
}

/** By the server's count of seconds, not by a clock that may be wrong. */
function countDown(seconds: number, mine: number, finish: () => void): void {
  const end = performance.now() + seconds * 1000;
  const tick = () => {
    if (mine !== turn) return clearInterval(timer);
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    const text = viewNow().querySelector("[data-left]");
    if (text) text.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left === 0) finish();
  };
  const timer = setInterval(tick, 1000);
}

function offline(is: boolean): void {
  show("[data-offline]", is);
}

bringToLife(viewNow());
