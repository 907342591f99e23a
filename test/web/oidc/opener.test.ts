// Cross-Origin-Opener-Policy: what cuts a window from the page that has opened it.
// test/browser/login/application.test.ts has the windows.

import { describe, expect, it } from "vitest";
import { application, authorizePath, followLink, postTo, signInAs, visitor } from "../../support/oidc/applications.ts";
import { Browser, hiddenIn } from "../../support/pages/browser.ts";
import { request } from "../../support/service.ts";

const policyOf = ({ headers }: { readonly headers: Headers }) => headers.get("Cross-Origin-Opener-Policy");

describe("a sign-in for an application", () => {
  it("cuts no window from its opener, from the first page to the way back", async () => {
    const anna = await visitor("anna");
    const id = await application();
    const page = await followLink(anna.browser, authorizePath(id));
    const sealed = hiddenIn(page, "request") ?? "";
    const replies = [
      page,
      await postTo(new Browser(), "/oidc/authorize", { client_id: id }, { "Sec-Fetch-Site": "cross-site" }),
      await followLink(anna.browser, authorizePath("unknown")),
      await anna.browser.post("/login/begin", { user: "anna", pin: "9999", request: sealed }),
      await anna.browser.post("/login/language", { language: "de", request: sealed }),
      await signInAs(anna, page),
      await followLink(anna.browser, authorizePath(id)),
      await followLink(anna.browser, authorizePath(id, { prompt: "select_account" })),
      await followLink(anna.browser, authorizePath(id, { response_mode: "form_post" })),
      await followLink(anna.browser, authorizePath(id, { prompt: "none", scope: "x" })),
    ];
    expect(replies.map(policyOf)).toEqual(replies.map(() => "unsafe-none"));
  });
});

it("every other page does", async () => {
  const bert = await visitor("bert");
  const waiting = await bert.browser.begin({ user: "bert", pin: bert.pin });
  await signInAs(bert);
  const paths = ["/", "/login", "/me", "/me/pin", "/console", "/oidc/logout", "/oidc/jwks", "/health", "/no-such-page"];
  const replies = [waiting.reply, ...(await Promise.all(paths.map((path) => followLink(bert.browser, path))))];
  expect(replies.map(policyOf)).toEqual(replies.map(() => "same-origin"));
  expect(policyOf(await request("/oidc/token", { method: "POST" }))).toBe("same-origin");
});
