// Walks through the example's websites as a visitor with a browser and a phone does, and says each
// step: where the browser goes, what the phone is told, and what the websites know in the end.
// Throws at the first step that is not as it should be.

import { type BrowserPage, PageBrowser, qrTextIn, textIn } from "../lib/page-browser.ts";
import type { RunningExample, Website } from "./sites.ts";

const inShort = ({ pathname, searchParams }: URL): string => {
  const names = [...searchParams.keys()];
  return names.length === 0 ? pathname : `${pathname}?${names.map((name) => `${name}=…`).join("&")}`;
};

export async function walkExample(
  { wiki, chat, service, alice }: Pick<RunningExample, "wiki" | "chat" | "service" | "alice">,
  say: (line: string) => void,
): Promise<void> {
  const names = new Map([wiki, chat].map(({ origin, name }) => [origin, name]));
  const browser = new PageBrowser({
    fetch,
    sees: ({ method, url }) => {
      const at = new URL(url);
      say(`  ${(names.get(at.origin) ?? "tiqr-edge").padEnd(9)} ${method.padEnd(4)} ${inShort(at)}`);
    },
  });

  /**
   * Follows the link "Sign in" of a website, and confirms on the phone if the sign-in page asks for
   * it.
   */
  async function signIn({ origin }: Website): Promise<boolean> {
    const page = await browser.open(`${origin}/login`, new URL(origin));
    if (page.url.origin === origin) return expectText(page, "You are alice", false);
    const waiting = await browser.submit(page, "/login/begin", { user: alice.user, pin: alice.pin });
    const { told } = await alice.phone.login(qrTextIn(waiting) ?? "");
    say(`  The phone scans the code on the screen, and says: ${told}`);
    return expectText(await browser.submit(waiting, "/login/result"), "You are alice", true);
  }

  say(`\n1. Alice opens ${wiki.name}, signs in with her PIN, and confirms on her phone.`);
  if (!(await signIn(wiki))) throw new Error("the first sign-in asked for no scan");
  say(`\n2. She opens ${chat.name}: she is signed in already, so nothing is asked.`);
  if (await signIn(chat)) throw new Error("the second website asked for another scan");
  say(`\n3. She signs out of ${chat.name}, and with that of tiqr-edge.`);
  const page = await browser.open(chat.origin);
  expectText(await browser.submit(page, "/logout"), "You are not signed in.", true);
  say("\n4. The next sign-in asks for the phone again.");
  const last = await browser.open(`${chat.origin}/login`, new URL(chat.origin));
  if (last.url.origin !== service.origin) throw new Error(`no sign-in page, but ${last.url}`);
}

function expectText<T>(page: BrowserPage, text: string, result: T): T {
  if (!textIn(page).includes(text)) throw new Error(`${page.url}: got ${textIn(page)}, expected "${text}"`);
  return result;
}
