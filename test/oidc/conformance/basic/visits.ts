// The tests of the basic plan on what a request may ask of the sign-in: OpenID Connect Core 1.0
// §3.1.2.1 and §15.1.

import { expect, it, vi } from "vitest";
import type { PageBrowser } from "../../../../scripts/lib/page-browser.ts";
import { asksToSignIn, beginSignIn, confirmOnPhone, follow, newBrowser } from "../../../support/oidc/people.ts";
import { ORIGIN } from "../../../support/service.ts";
import { errorFor, NEEDS_A_PAGE } from "../refusals.ts";
import { longValue, requestOf, type SentRequest } from "../relying-party.ts";
import { type ConformanceStage, type PartyWalk, walkAsParty } from "../walk.ts";

export const clockGoesOn = (seconds: number): void => {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(Date.now() + seconds * 1000);
};

export function visitTests(stage: ConformanceStage): void {
  /**
   * The browser of an earlier visit gets a code without a page, and the ID token says the same of
   * the person.
   */
  const silently = async (first: PartyWalk, changed: Record<string, string>, maxAge?: number) => {
    clockGoesOn(2);
    const go = (browser: PageBrowser, { address }: SentRequest) => follow(browser, address);
    const more = maxAge === undefined ? {} : { maxAge };
    const { claims } = await walkAsParty(stage, { browser: first.browser, changed, go, ...more });
    const { sub, auth_time } = first.claims;
    expect(claims).toMatchObject({ sub, auth_time });
  };
  /** The browser of an earlier visit has to sign in again, and the ID token tells the new time. */
  const anew = async (first: PartyWalk, changed: Record<string, string>, maxAge?: number) => {
    clockGoesOn(2);
    const go = async (browser: PageBrowser, { address }: SentRequest) => {
      const page = await follow(browser, address);
      expect(asksToSignIn(page)).toBe(true);
      return confirmOnPhone(browser, await beginSignIn(browser, page, stage.person), stage.person);
    };
    const more = maxAge === undefined ? {} : { maxAge };
    const { claims } = await walkAsParty(stage, { browser: first.browser, changed, go, ...more });
    expect(claims.sub).toBe(first.claims.sub);
    expect(claims.auth_time).toBeGreaterThan(Number(first.claims.auth_time));
  };

  it("oidcc-prompt-login: asks again, and moves auth_time", async () => {
    await anew(await walkAsParty(stage), { prompt: "login" });
  });

  it("oidcc-prompt-none-not-logged-in: answers with an error at once, and an unharmed long state", async () => {
    const request = requestOf(stage.party, { prompt: "none", state: longValue() });
    expect(NEEDS_A_PAGE).toContain(errorFor(stage.party, request, await follow(newBrowser(), request.address)));
  });

  it("oidcc-prompt-none-logged-in: gives a code without a page, for the same sign-in", async () => {
    await silently(await walkAsParty(stage), { prompt: "none" });
  });

  it("oidcc-max-age-1: asks again two seconds later, and tells auth_time", async () => {
    await anew(await walkAsParty(stage), { max_age: "1" }, 1);
  });

  it("oidcc-max-age-10000: does not ask again, and tells auth_time both times", async () => {
    const first = await walkAsParty(stage, { changed: { max_age: "15000" }, maxAge: 15_000 });
    expect(first.claims.auth_time).toSatisfy(Number.isInteger);
    await silently(first, { max_age: "10000" }, 10_000);
  });

  it("oidcc-id-token-hint: gives a code without a page to the person of the hint", async () => {
    const first = await walkAsParty(stage);
    await silently(first, { prompt: "none", id_token_hint: first.idToken });
  });

  it("oidcc-login-hint: fills the hint in, and lets another person sign in", async () => {
    const login_hint = `buffy@${new URL(ORIGIN).hostname}`;
    const page = await follow(newBrowser(), requestOf(stage.party, { login_hint }).address);
    expect(page.forms.map(({ fields }) => fields.user)).toContain(login_hint);
    await walkAsParty(stage, { changed: { login_hint } });
  });

  it("oidcc-ui-locales: shows the page in the language asked for, and signs in with one that it does not know", async () => {
    const page = await follow(newBrowser(), requestOf(stage.party, { ui_locales: "se nl" }).address);
    expect(page.text).toContain('lang="nl"');
    await walkAsParty(stage, { changed: { ui_locales: "se" } });
  });

  it.each([
    ["oidcc-claims-locales: signs in", { claims_locales: "se" }],
    ["oidcc-display-page: signs in", { display: "page" }],
    ["oidcc-display-popup: signs in", { display: "popup" }],
    ["oidcc-ensure-request-with-unknown-parameter-succeeds: signs in", { extra: "foobar" }],
  ] as const)("%s", async (_, changed) => {
    await walkAsParty(stage, { changed });
  });

  it("oidcc-ensure-request-with-acr-values-succeeds: signs in, and tells one of the values", async () => {
    const offered = stage.party.as.acr_values_supported ?? [];
    const { claims } = await walkAsParty(stage, { changed: { acr_values: offered.join(" ") } });
    expect(offered).toContain(claims.acr);
  });
}
