// Goes on with a search that has not filled its page, part by part, until the page is full, the
// list has ended or somebody stops it. Each part is the page behind the link, whose rows come into
// this one. Without this script the link leads there.

import { pause } from "../../../../src/web/client/live/for-console.ts";

/** So that logins come in between two parts. */
const PAUSE_MS = 100;

const written = new Intl.NumberFormat(document.documentElement.lang);
let goesOn = true;

function progressIn(card: Element) {
  return card.querySelector<HTMLElement>("[data-examined]");
}

function nextIn(card: Element) {
  return card.querySelector<HTMLAnchorElement>('.pages a[rel="next"]');
}

function tell(progress: HTMLElement, examined: number): void {
  const { text = "", of = "" } = progress.dataset;
  // The ids of a table tell its length, and rows may be added meanwhile.
  const all = Math.max(Number(of), examined);
  progress.textContent = text.replace("{n}", written.format(examined)).replace("{of}", written.format(all));
}

function offerStop(card: Element, is: boolean): void {
  const stop = card.querySelector<HTMLElement>("[data-stop]");
  if (stop) stop.hidden = !is;
}

async function partAt(link: HTMLAnchorElement): Promise<Element | undefined> {
  try {
    const response = await fetch(link.href);
    // The session may have ended: the link shows the sign-in.
    if (!response.ok || response.redirected) return undefined;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return [...page.querySelectorAll("main .card")].at(-1);
  } catch {
    return undefined;
  }
}

/** The pages before were empty, so this part is the first. */
function leadNowhereBefore(part: Element): void {
  const pages = part.querySelector('[rel="prev"]')?.closest(".pages");
  for (const link of pages?.querySelectorAll('a:not([rel="next"])') ?? []) link.remove();
  if (pages?.childElementCount === 0) pages.remove();
}

/** Puts the rows of a part under those of the card, or the part in its place if it has none. */
function joined(card: Element, part: Element): Element {
  const [here, there] = [card, part].map((of) => of.querySelector("tbody"));
  const [next, further] = [nextIn(card), nextIn(part)];
  // The last part of a search that found nothing says so.
  if (!here && (there || !further)) {
    if (!card.querySelector('[rel="prev"]')) leadNowhereBefore(part);
    card.replaceWith(part);
    return part;
  }
  if (here && there) here.append(...there.children);
  if (next && further) [next.href, next.textContent] = [further.href, further.textContent];
  else next?.remove();
  const progress = progressIn(part);
  if (progress) progressIn(card)?.replaceWith(progress);
  else progressIn(card)?.remove();
  return card;
}

async function searchOn(first: Element): Promise<void> {
  let card = first;
  for (let examined = 0; ; ) {
    const progress = progressIn(card);
    const next = nextIn(card);
    if (!progress || !next) break;
    examined += Number(progress.dataset.examined);
    tell(progress, examined);
    offerStop(card, true);
    await pause(PAUSE_MS);
    const part = goesOn ? await partAt(next) : undefined;
    if (!part || !goesOn) break;
    card = joined(card, part);
  }
  offerStop(card, false);
}

document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("[data-stop]")) goesOn = false;
});
const card = document.querySelector("[data-examined]")?.closest(".card");
if (card) void searchOn(card);
