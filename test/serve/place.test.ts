// Where phone and browser are, as `npm run serve` sees it: nowhere without an edge, and in the
// country that a proxy names for which TRUSTED_PROXY vouches.
import { expect, it } from "vitest";
import { PageBrowser, qrTextIn } from "../../scripts/lib/page-browser.ts";
import type { EnrolledPerson, Service } from "../../scripts/lib/service-client.ts";
import { responseOf, sessionKeyIn } from "../../scripts/lib/service-phone.ts";
import { PROTOCOL_HEADER } from "../../src/tiqr/replies.ts";
import { withService } from "./support/with-service.ts";

const direct = withService({ PROXIMITY: "country" });
const proxied = withService({ PROXIMITY: "country", TRUSTED_PROXY: "on" });

type From = Record<string, string>;
const from = (address: string, country?: string): From => ({
  "CF-Connecting-IP": address,
  ...(country === undefined ? {} : { "CF-IPCountry": country }),
});

/** One sign-in in a new browser: what the phone is told, and the class in the trail. */
async function across(service: Service, { user, pin, phone }: EnrolledPerson, browser: From, answers: From) {
  const page = new PageBrowser({
    fetch: (request) => {
      for (const [name, value] of Object.entries(browser)) request.headers.set(name, value);
      return fetch(request);
    },
  });
  const start = await page.open(`${service.origin}/login`);
  const link = qrTextIn(await page.submit(start, "/login/begin", { user, pin })) ?? "";
  const form = {
    sessionKey: sessionKeyIn(link),
    userId: user,
    response: await responseOf(phone, link),
    operation: "login",
  };
  const { text } = await service.post("/ttype/tiqr", form, { [PROTOCOL_HEADER]: "2", ...answers });
  const { json } = await service.asAdmin("GET", `/audit/?user=${user}&action=POST%20/ttype/*&sortorder=desc`);
  return [JSON.parse(text).responseCode, json.result.value.auditdata[0].proximity];
}

const [LOGGED_IN, REFUSED] = [1, 203];

it("without an edge, headers that a client makes up bring nobody near, and refuse nobody", async () => {
  const anna = await direct().enrol("anna");
  for (const [browser, phone] of [
    [from("192.0.2.1", "NL"), from("192.0.2.1", "NL")],
    [from("192.0.2.1", "RU"), from("192.0.2.2", "NL")],
    [{ "X-Forwarded-For": "192.0.2.1" }, { "X-Forwarded-For": "192.0.2.1" }],
  ] as const)
    expect(await across(direct(), anna, browser, phone)).toEqual([LOGGED_IN, ""]);
});

it.each([
  ["192.0.2.1", "NL", "192.0.2.1", "RU", LOGGED_IN, "network"],
  ["192.0.2.1", "NL", "192.0.2.2", "NL", LOGGED_IN, "country"],
  ["2001:db8::1", undefined, "2001:db8::ffff", undefined, LOGGED_IN, "network"],
  ["192.0.2.1", "RU", "192.0.2.2", "NL", REFUSED, "elsewhere"],
  ["192.0.2.1", "T1", "192.0.2.2", "NL", REFUSED, ""],
  ["192.0.2.1", "nl, RU", "192.0.2.2", "NL", REFUSED, ""],
  ["192.0.2.1", undefined, "192.0.2.2", undefined, LOGGED_IN, ""],
  // No header names a provider, so none can be forged, and `provider` never comes of it.
])("through a trusted proxy, %s in %s and a phone at %s in %s", async (at, country, phoneAt, phoneIn, code, told) => {
  const user = `berta-${[at, country, phoneAt, phoneIn].join("-").replace(/\W/g, "")}`;
  const berta = await proxied().enrol(user.toLowerCase());
  expect(await across(proxied(), berta, from(at, country), from(phoneAt, phoneIn))).toEqual([code, told]);
});
