// The choice of a language at the foot of the sign-in page and of the page of an enrolment link:
// what is under way there goes on.

import { describe, expect, it, vi } from "vitest";
import { enrolledUser } from "../../support/login.ts";
import { answerFields, application, authorizePath, followLink, visitor } from "../../support/oidc/applications.ts";
import { Browser, hiddenIn, linkIn, stateIn } from "../../support/pages/browser.ts";
import { headingIn, EnrolBrowser as LinkBrowser, newLink } from "../../support/pages/enrol-page.ts";
import { ORIGIN, poll, type Reply } from "../../support/service.ts";

const languageIn = ({ text }: Reply) => /<html lang="(\w+)"/.exec(text)?.[1];
/** The form at the foot of a page: where it is sent, and its fields. */
function choice({ text }: Reply) {
  const [, action, inside = ""] =
    /<form method="post" action="([^"]+)" class="languages"(.*?)<\/form>/s.exec(text) ?? [];
  const fields = [...inside.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
  return { action, fields: Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value])) };
}
async function choose(browser: Browser, page: Reply, language: string): Promise<Reply> {
  const { action = "", fields } = choice(page);
  return browser.post(action, { ...fields, language });
}

describe("the sign-in page", () => {
  it("stays as it is before a login, with its notice and the name", async () => {
    const browser = new Browser();
    const page = await browser.request("/login");
    const german = await choose(browser, page, "de");
    expect([german.status, languageIn(german), stateIn(german)]).toEqual([200, "de", "start"]);
    const refused = await browser.post("/login/begin", { user: "nobody", pin: "1" });
    expect([languageIn(refused), stateIn(refused)]).toEqual(["de", "wrong-user"]);
    const dutch = await choose(browser, refused, "nl");
    expect([languageIn(dutch), stateIn(dutch)]).toEqual(["nl", "wrong-user"]);
    expect(dutch.text).toContain('value="nobody"');
    expect(languageIn(await browser.request("/login"))).toBe("nl");
  });

  it("goes on with the login that waits for a phone, and begins no other", async () => {
    const { pin, phone } = await enrolledUser("polyglot");
    const browser = new Browser();
    const { reply, link, transactionId } = await browser.begin({ user: "polyglot", pin });
    const german = await choose(browser, reply, "de");
    expect([languageIn(german), stateIn(german), linkIn(german)]).toEqual(["de", "waiting", link]);
    expect(hiddenIn(german, "transaction_id")).toBe(transactionId);
    expect((await phone.login(link)).told).toBe("logged-in");
    const dutch = await choose(browser, german, "nl");
    expect([languageIn(dutch), stateIn(dutch)]).toEqual(["nl", "waiting"]);
    expect((await poll(transactionId)).json.detail.transaction_state).toBe("answered");
    const accepted = await browser.result(transactionId);
    expect([languageIn(accepted), stateIn(accepted)]).toEqual(["nl", "accepted"]);
    expect(choice(accepted).action).toBeUndefined();
  });

  it("keeps the application's request, also one that came as a form and whose own language was another", async () => {
    const alice = await visitor("asks");
    const id = await application();
    const { search } = new URL(authorizePath(id, { ui_locales: "nl" }), ORIGIN);
    const page = await alice.browser.post("/oidc/authorize", Object.fromEntries(new URLSearchParams(search)));
    expect([languageIn(page), stateIn(page)]).toEqual(["nl", "start"]);
    const german = await choose(alice.browser, page, "de");
    expect([languageIn(german), stateIn(german)]).toEqual(["de", "start"]);
    const request = hiddenIn(german, "request") ?? "";
    expect(request).toBe(hiddenIn(page, "request"));
    const { link, transactionId, reply } = await alice.browser.begin({ user: "asks", pin: alice.pin, request });
    const english = await choose(alice.browser, reply, "en");
    expect([languageIn(english), hiddenIn(english, "request")]).toEqual(["en", request]);
    expect((await alice.phone.login(link)).told).toBe("logged-in");
    expect(answerFields(await alice.browser.result(transactionId))).toMatchObject({
      state: "st4te",
      code: expect.any(String),
    });
  });

  it("is the application's on the page that leads back from a request that is too old, whatever its form", async () => {
    const page = await followLink(new Browser(), authorizePath(await application(), { ui_locales: "nl" }));
    const request = hiddenIn(page, "request") ?? "";
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 30 * 60_000 });
    for (const path of ["/login/begin", "/oidc/account"]) {
      const reply = await new Browser().post(path, { request });
      expect([languageIn(reply), stateIn(reply)]).toEqual(["nl", "outdated"]);
    }
    vi.useRealTimers();
  });

  it("offers no choice where a person chooses an account, and refuses one that comes from another site", async () => {
    const alice = await visitor("chooser");
    const id = await application();
    const page = await followLink(alice.browser, authorizePath(id));
    const { link, transactionId } = await alice.browser.begin({
      user: "chooser",
      pin: alice.pin,
      request: hiddenIn(page, "request") ?? "",
    });
    await alice.phone.login(link);
    await alice.browser.result(transactionId);
    const accounts = await followLink(alice.browser, authorizePath(id, { prompt: "select_account" }));
    expect([stateIn(accounts), choice(accounts).action]).toEqual(["choose", undefined]);
    const foreign = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    const refused = await new Browser().post("/login/language", { language: "de" }, foreign);
    expect([refused.status, languageIn(refused), refused.headers.getSetCookie()]).toEqual([403, "en", []]);
  });

  it("shows nobody else's login, and leads to the form by a request for its address", async () => {
    const { pin } = await enrolledUser("owner");
    const { reply, link } = await new Browser().begin({ user: "owner", pin });
    const other = await choose(new Browser(), reply, "de");
    expect([stateIn(other), other.text.includes(link)]).toEqual(["no-cookie", false]);
    const plain = await new Browser().request("/login/language", { redirect: "manual" });
    expect([plain.status, new URL(plain.headers.get("Location") ?? "", ORIGIN).pathname]).toEqual([303, "/login"]);
  });
});

describe("the page of an enrolment link", () => {
  it("comes back in the same state, and its key is in no address but its own", async () => {
    const path = await newLink({ user: "learner", pin: "choose" });
    const browser = new LinkBrowser();
    const started = await browser.start(path);
    expect(choice(started)).toEqual({ action: "/language", fields: { to: path } });
    const { action = "" } = choice(started);
    const chosen = await browser.post(action, { to: path, language: "de" });
    expect([chosen.status, chosen.headers.get("Location"), chosen.headers.get("Cache-Control")]).toEqual([
      303,
      path,
      "no-store",
    ]);
    const german = await browser.get(path);
    expect([languageIn(german), headingIn(german) !== headingIn(started)]).toEqual(["de", true]);
    expect(await browser.state(path)).toBe("started-0");
    expect(german.headers.get("Referrer-Policy")).toBe("same-origin");
  });

  it("offers no choice in the answer to a step, whose address leads elsewhere", async () => {
    const path = await newLink({ user: "stepper", pin: "choose" });
    const browser = new LinkBrowser();
    await browser.start(path);
    const refused = await browser.step(path, "pin", { pin: "1" });
    expect([refused.status, choice(refused).action]).toEqual([400, undefined]);
  });
});
