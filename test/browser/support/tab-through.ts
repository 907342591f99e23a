// The way of the keyboard through a page.

import type { Page } from "playwright-core";

interface TabStop {
  readonly text: string;
  readonly ring: boolean;
}

/** What the page notes in `tabThrough`. */
interface TabNotes {
  readonly stops: TabStop[];
  isOver: boolean;
}
type Noting = Window & { tabNotes: TabNotes };

/** So many presses of Tab are made before a look at what the page has noted. */
const PRESSES = 8;

/**
 * Returns what each press of Tab reaches, from the top until it leaves the page: the element's
 * text, and whether it is visible. The page notes each stop when Tab is pressed again.
 */
export async function tabThrough(page: Page): Promise<TabStop[]> {
  await page.evaluate(() => {
    // A page may have put the focus in its first field.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    const notes: TabNotes = { stops: [], isOver: false };
    (window as unknown as Noting).tabNotes = notes;
    let last: Element | undefined;
    const note = () => {
      const element = document.activeElement;
      const isOnPage = element !== null && element !== document.body;
      notes.isOver ||= last !== undefined && !isOnPage;
      // A field for a date has a stop for each part of it.
      if (!isOnPage || notes.isOver || element === last) return;
      last = element;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { top, bottom, width } = element.getBoundingClientRect();
      const inside = width > 0 && bottom > 0 && top < window.innerHeight;
      // biome-ignore lint/performance/useDomNodeTextContent: not what another device would show
      const text = (element as HTMLElement).innerText;
      const name = element.getAttribute("aria-label") ?? element.getAttribute("name") ?? text;
      notes.stops.push({
        text: (name ?? "").replaceAll(/\s+/g, " ").trim(),
        ring: inside && outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
      });
    };
    window.addEventListener("keydown", ({ key }) => key === "Tab" && note(), { capture: true });
  });
  const notes = () => page.evaluate(() => (window as unknown as Noting).tabNotes);
  for (let presses = 0; presses < 100 && !(await notes()).isOver; presses += PRESSES)
    for (let press = 0; press < PRESSES; press++) await page.keyboard.press("Tab");
  return (await notes()).stops;
}
