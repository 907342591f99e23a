// Keeps the login page live: sends its forms in place, hears of the phone's answer, counts down,
// and renews an expired QR code, unless somebody types digits. Each state is a page from the server
// (src/web/login/page.tsx). A typed PIN or digits whose reply was lost may already count against
// the person, so the script never sends them again by itself. A PIN that was right is kept for the
// next QR code.

import { change, watchedBy } from "./live/change.ts";
import { pause, retryAfter } from "./live/pause.ts";
import { isTyping, keepTyped } from "./live/typing.ts";
import { cover, replaceLanguages, setBusy, showConfirmed } from "./live/view.ts";
import { ask, type LoginFragment } from "./login/ask.ts";
import { Countdown } from "./login/countdown.ts";
import { forget, keep, kept } from "./login/under-way.ts";

// Each apart: one that a browser cannot run must not keep this page from waiting.
void import("./live/reveal.ts");
void import("./live/times.ts");

/** If the person has left the screen, the renewals end here, and the page shows the form again. */
const MAX_RENEWALS = 5;

const said = document.querySelector<HTMLElement>("[data-said]");
/** The form that asked for the current QR code. */
let begun: URLSearchParams | undefined;
let renewals = 0;
/** Each request raises it, so that work for an earlier view knows that its turn is over. */
let turn = 0;
/** The countdown of the code on the screen. */
let countdown = new Countdown(0);

const viewNow = (): HTMLElement => document.querySelector("[data-login]") as HTMLElement;
const show = (selector: string, shown: boolean): void => {
  const element = viewNow().querySelector<HTMLElement>(selector);
  if (element && element.hidden === shown) element.hidden = !shown;
};
const offline = (is: boolean): void => show("[data-offline]", is);
const fieldsOf = (form: HTMLFormElement): URLSearchParams =>
  new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
const busy = (is: boolean): void => setBusy(viewNow().querySelectorAll("button"), is);

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.matches("[data-live]")) return;
  event.preventDefault();
  const { pathname } = new URL(form.action);
  renewals = 0;
  if (pathname === "/login/begin") begun = fieldsOf(form);
  void sendOnce(pathname, fieldsOf(form));
});

/** Sends what the person has submitted. If no answer comes, only the person may send it again. */
async function sendOnce(path: string, fields: URLSearchParams): Promise<void> {
  const mine = ++turn;
  show("[data-failed]", false);
  offline(false);
  busy(true);
  const fragment = await ask(path, fields);
  if (mine !== turn) return;
  if (fragment) return put(fragment);
  busy(false);
  show("[data-failed]", true);
  if (viewNow().dataset.login === "waiting") waitForPhone(viewNow()); // the QR code is still valid
}

/** Sends a form that counts against no one, until there is an answer. */
async function sendUntilHeard(path: string, fields: URLSearchParams, seen?: Promise<void>): Promise<void> {
  const fragment = await heard(path, fields);
  const mine = turn;
  await seen;
  if (fragment && mine === turn) put(fragment, keepTyped);
}

/** Returns undefined if a later request has taken its turn. */
async function heard(path: string, fields: URLSearchParams): Promise<LoginFragment | undefined> {
  const mine = ++turn;
  const unasked = new URLSearchParams([...fields, ["unasked", "yes"]]);
  for (let failures = 0; ; failures++) {
    const fragment = await ask(path, unasked);
    if (mine !== turn) return undefined;
    // If the platform fails, the login is not over: the page says so and goes on asking.
    if (fragment && (fragment.status < 500 || fragment.view.dataset.login !== "waiting")) return fragment;
    if (fragment && fragment.view.dataset.state !== viewNow().dataset.state) swap(fragment, keepTyped);
    offline(!fragment);
    await pause(retryAfter(failures));
    if (mine !== turn) return undefined;
  }
}

/** `keeps`: takes along what is typed, unless the person has sent it. */
function put(fragment: LoginFragment, keeps?: typeof keepTyped): void {
  swap(fragment, keeps);
  arrive(fragment.view);
}

/** Starts a view that is new in this page. */
function arrive(view: HTMLElement): void {
  const form = view.querySelector<HTMLFormElement>("[data-without-script]");
  if (form) keep(view, fieldsOf(form));
  else forget();
  countdown = new Countdown(Number(view.querySelector<HTMLElement>("[data-transaction]")?.dataset.seconds));
  bringToLife(view);
}

function swap({ view, title, languages }: LoginFragment, keeps?: typeof keepTyped): void {
  const before = viewNow();
  const focused = document.activeElement;
  before.replaceWith(view);
  keeps?.(before, view, focused);
  replaceLanguages(languages);
  document.title = title;
  const heading = view.querySelector("h1");
  if (said)
    said.textContent = [view.querySelector("[data-notice]"), heading].map((part) => part?.textContent ?? "").join(" ");
  // The element with the focus went with the previous view, so the heading takes it.
  if (heading && document.activeElement === document.body) {
    heading.tabIndex = -1;
    heading.focus();
  }
}

function bringToLife(view: HTMLElement): void {
  const { login, state } = view.dataset;
  if (login === "waiting") {
    waitForPhone(view);
    return;
  }
  if (state === "expired" && begun && renewals < MAX_RENEWALS) {
    renewals++;
    // So that digits of the code before, typed in below the next one, count as no guess.
    const code = view.querySelector<HTMLInputElement>("input[name=code]")?.value;
    if (code !== undefined) begun.set("code", code);
    void sendUntilHeard("/login/begin", begun);
    return;
  }
  begun = undefined;
  goBack(view);
}

/** To the application, by the link or the form that the page has for it. */
function goBack(view: HTMLElement): void {
  const way = view.querySelector<HTMLElement>("[data-return]");
  if (way instanceof HTMLAnchorElement) location.replace(way.href);
  if (way instanceof HTMLFormElement) way.submit();
}

function waitForPhone(view: HTMLElement): void {
  const mine = turn;
  show("[data-without-script]", false);
  show("[data-renewed]", renewals > 0);
  const element = view.querySelector<HTMLElement>("[data-transaction]");
  const form = view.querySelector<HTMLFormElement>("[data-without-script]");
  const target = element && watchedBy(element);
  if (!target || !form) return;
  const finish = (seen?: Promise<void>) => void sendUntilHeard("/login/result", fieldsOf(form), seen);
  countDown(mine, finish);
  void change(target, () => mine === turn, offline).then((state) => {
    if (state === undefined) return;
    // The countdown decides when the code is renewed. The service's clock may be ahead of it.
    if (state === "expired") {
      countdown = new Countdown(0);
      return;
    }
    // A button pressed now would ask for a login that this request is about to use up.
    if (state === "answered") busy(true);
    finish(state === "answered" ? showConfirmed() : undefined);
  });
}

function countDown(mine: number, finish: () => void): void {
  const tick = () => {
    if (mine !== turn) return clearInterval(timer);
    const left = countdown.secondsLeft();
    const text = viewNow().querySelector("[data-left]");
    const bar = viewNow().querySelector("progress");
    if (bar) bar.value = left;
    if (text) text.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left > 0) return;
    if (isTyping()) sayExpired();
    else finish();
  };
  const timer = setInterval(tick, 1000);
}

/** The person asks for the next code, or stops typing. */
function sayExpired(): void {
  const notice = viewNow().querySelector<HTMLElement>("[data-expired]");
  if (!notice?.hidden) return;
  notice.hidden = false;
  cover();
  show("[data-renewed]", false);
  if (said) said.textContent = notice.querySelector("p")?.textContent ?? "";
}

/** Resumes a login that was under way when the page was loaded. If it is gone, the form stays. */
async function resume(fields: URLSearchParams): Promise<void> {
  const fragment = await heard("/login/result", fields);
  if (!fragment) return;
  if (!["unknown", "no-cookie"].includes(fragment.view.dataset.state ?? "")) return put(fragment);
  forget();
  offline(false);
}

const before = viewNow().dataset.state === "start" ? kept(viewNow()) : undefined;
if (before) void resume(before);
else {
  arrive(viewNow());
  // Nothing is asked of the person. What follows a failure is up to them.
  viewNow().querySelector<HTMLFormElement>("form[data-at-once]")?.requestSubmit?.();
}
