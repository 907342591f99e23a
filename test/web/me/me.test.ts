import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { serviceRoutes } from "../../fuzz/routes.ts";
import { enrolledUser } from "../../support/login.ts";
import { type PersonAtBrowser, signInAs, visitor } from "../../support/oidc/applications.ts";
import { withCiba } from "../../support/oidc/ciba.ts";
import { Browser, hiddenIn } from "../../support/pages/browser.ts";
import { askPhone, confirmAct, locationIn, ME_SIGN_IN, openMe, send, signedIn } from "../../support/pages/me.ts";
import { check, request, requestOver, tokenOf } from "../../support/service.ts";

const eventsOf = async (user: string): Promise<string[]> => {
  const { results } = await env.DB.prepare("SELECT event FROM audit WHERE user = ? ORDER BY number")
    .bind(user)
    .all<{ event: string }>();
  return results.map(({ event }) => event);
};

/** The same person in another browser. */
async function elsewhere(person: PersonAtBrowser): Promise<PersonAtBrowser> {
  const other = { ...person, browser: new Browser() };
  await signInAs(other);
  return other;
}

describe("/me", () => {
  it("shows a signed-in person the own phones, sessions and sign-ins, stored nowhere", async () => {
    const anna = await signedIn("anna");
    const page = await openMe(anna);
    expect([page.status, page.headers.get("Cache-Control")]).toEqual([200, "no-store"]);
    for (const text of ["as anna.", anna.serial, "This browser", "Signed in", "That wasn’t me"])
      expect(page.text).toContain(text);
  });

  it("is in the person's language throughout, an unknown address too", async () => {
    const anna = await signedIn("german");
    const { text } = await anna.browser.request("/me", { headers: { "Accept-Language": "de" } });
    expect([text.includes("unbekannt"), text.includes(">unknown<")]).toEqual([true, false]);
  });

  it("leads everybody else to the sign-in", async () => {
    const reply = await request("/me", { redirect: "manual" });
    expect([reply.status, locationIn(reply)]).toEqual([303, ME_SIGN_IN]);
  });

  it("is led back by the sign-in to the page that was wanted, if it is one of these", async () => {
    const anna = await visitor("led");
    const asked = async (to: string) => {
      const { link, transactionId, reply } = await anna.browser.begin({ user: anna.user, pin: anna.pin, to });
      await anna.phone.login(link);
      const fields = { transaction_id: transactionId, to: hiddenIn(reply, "to") ?? "" };
      return (await anna.browser.post("/login/result", fields)).headers.get("Refresh");
    };
    const sent = locationIn(await request("/me/not-me/T1?sign-in=7&done=x", { redirect: "manual" })) ?? "";
    expect(new URL(sent, "https://tiqr.test").searchParams.get("to")).toBe("/me/not-me/T1");
    expect(hiddenIn(await request("/login?to=/me/recovery"), "to")).toBe("/me/recovery");
    expect(await asked("/me/recovery")).toBe("0; url=/me/recovery");
    for (const foreign of ["https://evil.example/me", "//evil.example/me", "/me/../console", "/oidc/logout", ""])
      expect([foreign, await asked(foreign)]).toEqual([foreign, null]);
  });

  it("is led back to whichever page of /me was asked for", async () => {
    const pages = serviceRoutes.filter(({ method, path }) => method === "GET" && /^\/me(\/|$)/.test(path));
    const led = [];
    // What is off until it is set is among the routes.
    const over = await withCiba();
    for (const { path } of pages) {
      const address = path.replace(":serial", "T1");
      const to = locationIn(await requestOver(over, address, { redirect: "manual" }));
      // A GET of an address that only takes forms leads to /me, and the recovery needs no sign-in.
      if (to !== "/me" && path !== "/me/recover") led.push([address, to]);
    }
    expect(led.length).toBeGreaterThan(5);
    expect(led).toEqual(led.map(([address]) => [address, `/login?${new URLSearchParams({ to: `${address}` })}`]));
  });

  it("shows nothing of another person of the same name in another realm, or another case", async () => {
    const first = await signedIn("case");
    await enrolledUser("CASE");
    await check({ user: "CASE", pass: "wrong" });
    const page = await openMe(first);
    expect(page.text).not.toContain("Wrong PIN");
  });
});

describe("a phone", () => {
  it("gets a name, which administrators see", async () => {
    const bea = await signedIn("bea");
    expect(locationIn(await send(bea, `/me/phone/${bea.serial}`, { name: " My phone " }))).toBe("/me?done=renamed");
    expect((await openMe(bea, "/me?done=renamed")).text).toContain("My phone");
    expect((await tokenOf(bea.serial)).description).toBe("My phone");
    expect(await eventsOf("bea")).toContain("SELF_PHONE_RENAMED");
  });

  it("gets no name that reads like another one, and the page says why", async () => {
    const bert = await signedIn("bert");
    for (const name of ["\u202eeno", "on\u200be", "on\u200de"]) {
      const page = await send(bert, `/me/phone/${bert.serial}`, { name });
      expect([page.status, page.text.includes("invisible characters")]).toEqual([400, true]);
    }
    expect((await tokenOf(bert.serial)).description).toBe("");
    expect(locationIn(await send(bert, `/me/phone/${bert.serial}`, { name: "گوشی‌من" }))).toBe("/me?done=renamed");
  });

  it("is removed after a phone has confirmed it, the last one only when the person says so", async () => {
    const carl = await signedIn("carl");
    const place = `/me/phone/${carl.serial}`;
    expect(locationIn(await confirmAct(carl, "remove", carl.serial))).toBe(place);
    expect((await openMe(carl, place)).text).toContain("This is your last phone");
    expect((await send(carl, `${place}/remove`)).status).toBe(400);
    const removed = await send(carl, `${place}/remove`, { last: "yes" });
    expect([removed.status, removed.text.includes("The phone is removed")]).toEqual([200, true]);
    expect(await env.DB.prepare("SELECT 1 FROM token WHERE serial = ?").bind(carl.serial).first()).toBeNull();
    expect(locationIn(await openMe(carl))).toBe(ME_SIGN_IN);
    expect(await eventsOf("carl")).toContain("SELF_PHONE_REMOVED");
  });

  it("leaves when another one stays, and the session goes on", async () => {
    const dora = await signedIn("dora");
    const { serial } = await enrolledUser("dora");
    await confirmAct(dora, "remove", serial);
    expect(locationIn(await send(dora, `/me/phone/${serial}/remove`))).toBe("/me?done=removed");
    expect((await openMe(dora)).status).toBe(200);
  });
});

describe("the PIN", () => {
  it("is changed for all phones after a phone has confirmed it, and every other browser is signed out", async () => {
    const emil = await signedIn("emil");
    const other = await elsewhere(emil);
    expect(locationIn(await confirmAct(emil, "pin"))).toBe("/me/pin");
    const typed = await send(emil, "/me/pin", { pin: "98765", repeat: "98766" });
    expect([typed.status, typed.text.includes("don’t match")]).toEqual([400, true]);
    expect((await send(emil, "/me/pin", { pin: "9", repeat: "9" })).status).toBe(400);
    expect(locationIn(await send(emil, "/me/pin", { pin: "98765", repeat: "98765" }))).toBe("/me?done=pin");
    expect((await openMe(emil)).status).toBe(200);
    expect(locationIn(await openMe(other))).toBe(ME_SIGN_IN);
    expect((await check({ user: "emil", pass: "98765" })).json.result.authentication).toBe("CHALLENGE");
    expect((await check({ user: "emil", pass: "1234" })).json.result.value).toBe(false);
    expect(await eventsOf("emil")).toEqual(expect.arrayContaining(["SELF_CONFIRMED", "SELF_PIN_SET"]));
  });

  it("is not replaced by a session that was begun without it", async () => {
    const finn = await signedIn("finn", "");
    await enrolledUser("finn", "1234");
    const asked = await send(finn, "/me/confirm", { act: "pin" });
    expect([asked.status, asked.text.includes("without your PIN")]).toEqual([403, true]);
  });
});

describe("sessions", () => {
  it("end one by one, and all but this one", async () => {
    const gina = await signedIn("gina");
    const [second, third] = [await elsewhere(gina), await elsewhere(gina)];
    const page = await openMe(gina);
    const handles = [...page.text.matchAll(/name="session" value="([0-9a-f]{32})"/g)].map(([, handle]) => handle);
    expect(handles).toHaveLength(2);
    await send(gina, "/me/sessions", { session: handles[0] ?? "" });
    const left = [await openMe(second), await openMe(third)].filter(({ status }) => status === 200);
    expect(left).toHaveLength(1);
    const others = await send(gina, "/me/sessions");
    expect((await openMe(gina, locationIn(others) ?? "")).text).toMatch(
      /role="status"[^>]*>\s*<p>Signed out everywhere else/,
    );
    expect([locationIn(await openMe(second)), locationIn(await openMe(third))]).toEqual([ME_SIGN_IN, ME_SIGN_IN]);
    expect((await openMe(gina)).status).toBe(200);
    expect(await eventsOf("gina")).toContain("BROWSER_SESSION_ENDED");
  });
});

describe("SELF_SERVICE", () => {
  it("leaves names and sessions to people in any case, and the confirmation to the words it lists", async () => {
    const ida = await signedIn("ida");
    const { fields } = await askPhone(ida, "pin");
    expect(fields.act).toBe("pin");
    expect(locationIn(await send(ida, "/me/confirm", { act: "recovery" }))).toBe("/me");
  });
});
