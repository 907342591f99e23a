// What the developer of an application reads when its request for authorization is refused: the
// parameter, and what came, on the page and in the trail.

import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { auditRowsOnce } from "../../support/audit.ts";
import { answerFields, application, authorizePath, followLink, sentTo } from "../../support/oidc/applications.ts";
import { Browser } from "../../support/pages/browser.ts";
import { asAdmin, resultOf } from "../../support/service.ts";

/** Only the first refusals of a minute get rows. */
const forgetCounts = () => env.DB.prepare("DELETE FROM refusal_count").run();
beforeEach(forgetCounts);

/** The detail of the last row that is about this client. */
async function detailOf(id: string): Promise<string | undefined> {
  const rows = await auditRowsOnce(1, { event: "AUTHORIZATION_REFUSED", action: `GET /oidc/authorize ${id}` });
  return rows.at(-1)?.detail;
}

/** The text of an element's attribute-marked content, as a browser shows it. */
const cameIn = (html: string): string | undefined =>
  /data-came[^>]*>([^<]*)</
    .exec(html)?.[1]
    ?.replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"');

it.each([
  ["https://wiki.example/calback?a=1&b=2", "https://wiki.example/calback?a=1&b=2"],
  ["https://wiki.example/callback ", "https://wiki.example/callback\\u{20}"],
  ["https://wiki.example/\u202ekcabllac", "https://wiki.example/\\u{202e}kcabllac"],
  ["https://wiki.ex\u0430mple/callback", "https://wiki.ex\\u{430}mple/callback"],
  ["https://me:secret@wiki.example/callback", "https://…@wiki.example/callback"],
  ["https://me:p@ss@wiki.example/@me", "https://…@wiki.example/@me"],
  ["https:\\\\me:secret@wiki.example", "https:\\\\…@wiki.example"],
  ["me:secret@wiki.example", "…@wiki.example"],
  ["https://me:sec/ret?#@wiki.example/cb", "https://…@wiki.example/cb"],
  ["https://wiki.example:8443/@me", "https://wiki.example:8443/@me"],
  ["https://[::1]/@me", "https://[::1]/@me"],
  [
    "https://wiki.example/cb?a=1&code=secret&state=s#id_token=e.y.J",
    "https://wiki.example/cb?a=1&code=…&state=…#id_token=…",
  ],
  ["<script>alert(1)</script>", "<script>alert(1)</script>"],
  ["Please call +49 30 1234", "Please\\u{20}call\\u{20}+49\\u{20}30\\u{20}1234"],
  [`https://wiki.example/${"x".repeat(3000)}`, `https://wiki.example/${"x".repeat(79)}…`],
])("shows an address that is not registered, on the page and in the row: %s", async (address, shown) => {
  const id = await application();
  const { status, text } = await followLink(new Browser(), authorizePath(id, { redirect_uri: address }));
  expect([status, /data-problem="([^"]*)"/.exec(text)?.[1], cameIn(text)]).toEqual([
    400,
    "unregistered-address",
    shown,
  ]);
  expect(text).not.toContain("<script>alert");
  expect(await detailOf(id)).toBe(`redirect_uri unregistered ${shown}`);
});

it("has it in the trail over the API, where it can be searched for, and signed", async () => {
  const id = await application();
  await followLink(new Browser(), authorizePath(id, { redirect_uri: "https://wiki.example/signed" }));
  await detailOf(id);
  const query = new URLSearchParams({ detail: "redirect_uri unregistered *signed", action: `*${id}` });
  const { auditdata } = resultOf(await asAdmin("GET", `/audit/?${query}`));
  expect(auditdata).toMatchObject([
    {
      detail: "redirect_uri unregistered https://wiki.example/signed",
      reason: "authorization-refused",
      sig_check: "OK",
    },
  ]);
});

it("tells an address that is missing from one that is not registered, and from two", async () => {
  const id = await application();
  const problemOf = async (path: string) =>
    /data-problem="([^"]*)"/.exec((await followLink(new Browser(), path)).text)?.[1];
  expect(await problemOf(authorizePath(id, { redirect_uri: undefined }))).toBe("missing-address");
  expect(await detailOf(id)).toBe("redirect_uri missing");
  const other = await application();
  expect(await problemOf(`${authorizePath(other)}&redirect_uri=https%3A%2F%2Fevil.example`)).toBe("repeated-address");
  expect(await detailOf(other)).toBe("redirect_uri repeated https://wiki.example/callback https://evil.example");
});

it.each([
  ["response_type missing", { response_type: undefined }],
  ["response_type unsupported id_token token", { response_type: "id_token token" }],
  ["response_mode unsupported fragment", { response_mode: "fragment" }],
  ["code_challenge malformed", { code_challenge: "short", code_challenge_method: "S256" }],
  ["code_challenge_method unsupported plain", { code_challenge: "A".repeat(43), code_challenge_method: "plain" }],
  ["code_challenge missing", { code_challenge_method: "S256" }],
  ["prompt unsupported sometimes", { prompt: "sometimes" }],
  ["prompt unmet none", { prompt: "none" }],
  ["max_age malformed soon", { max_age: "soon" }],
  ["scope unsupported profile", { scope: "profile" }],
  ["request unsupported", { request: "eyJhbGciOiJub25lIn0.secret." }],
  ["id_token_hint malformed", { id_token_hint: "eyJ.made.up" }],
  ["nonce too-long 3000", { nonce: "n".repeat(3000) }],
])("names the parameter in each row: %s", async (detail, changed) => {
  const id = await application();
  const reply = await followLink(new Browser(), authorizePath(id, changed));
  expect(answerFields(reply)).toHaveProperty("error");
  expect(await detailOf(id)).toBe(detail);
});

it("names a parameter that came twice, whatever its name, and never a secret", async () => {
  for (const [query, detail] of [
    ["&scope=openid", "scope repeated openid profile openid"],
    ["&id_token_hint=a&id_token_hint=b", "id_token_hint repeated"],
    [
      `&${encodeURIComponent("x \u202e".repeat(50))}=1`.repeat(2),
      `${"x\\u{20}\\u{202e}".repeat(50).slice(0, 40)}… repeated`,
    ],
  ] as const) {
    const id = await application();
    await followLink(new Browser(), authorizePath(id) + query);
    expect(await detailOf(id)).toBe(detail);
  }
});

it("names an unknown application in the row, and of a secret in its place no more than a slip needs", async () => {
  const id = await application();
  const row = { event: "AUTHORIZATION_REFUSED", action: "GET /oidc/authorize" } as const;
  const seen: unknown[] = [];
  for (const path of [
    authorizePath("wiki\u200b"),
    authorizePath("Xk7fQ2mVtP9sB3nR8wL1"),
    authorizePath(id, { client_id: undefined }),
    `${authorizePath("one")}&client_id=two`,
  ]) {
    expect((await followLink(new Browser(), path)).text).toContain('data-problem="unknown-client"');
    seen.push((await auditRowsOnce(seen.length + 1, row)).at(-1)?.detail);
  }
  expect(seen).toEqual([
    "client_id unknown wiki\\u{200b}",
    "client_id unknown Xk7fQ2mVtP9s…",
    "client_id missing",
    "client_id repeated one two",
  ]);
});

it("gives a long state back with the error, up to 8 kB", async () => {
  const id = await application();
  const told = async (state: string) =>
    sentTo(await followLink(new Browser(), authorizePath(id, { state })))?.searchParams;
  for (const state of ["s".repeat(2049), "s".repeat(8192)]) {
    const answer = await told(state);
    expect([answer?.get("error_description"), answer?.get("state")]).toEqual(["state is too long", state]);
  }
  // Encoded, it is longer than browsers and servers take.
  for (const state of ["s".repeat(8193), "\u20ac".repeat(3000), "!".repeat(3000)])
    expect([(await told(state))?.get("error"), (await told(state))?.get("state")]).toEqual(["invalid_request", null]);
});
