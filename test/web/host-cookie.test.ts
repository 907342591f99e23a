// The cookies that a browser gets, and those of its cookies that are read.

import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { hostCookies } from "../../src/web/host-cookie.ts";

const serve = (secure: boolean) => {
  const cookies = hostCookies("Strict", secure);
  const app = new Hono();
  app.get("/give", (c) => {
    cookies.give(c, "session", "worth", 60);
    return c.body(null);
  });
  app.get("/remove", (c) => {
    cookies.remove(c, "session");
    return c.body(null);
  });
  app.get("/read", (c) => c.text(cookies.read(c, "session") ?? "none"));
  return app;
};
const setBy = async (secure: boolean, path: string) => (await serve(secure).request(path)).headers.get("Set-Cookie");
const readFrom = async (secure: boolean, cookie: string) =>
  (await serve(secure).request("/read", { headers: { Cookie: cookie } })).text();

describe("a cookie of this host", () => {
  it("has, over https, a name that no other host of the domain can set, and reaches no script and no other site", async () => {
    expect(await setBy(true, "/give")).toBe(
      "__Host-session=worth; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Strict",
    );
  });

  it("has a name that no framework gives its own cookie if the service is on http", async () => {
    expect(await setBy(false, "/give")).toBe("tiqr-session=worth; Max-Age=60; Path=/; HttpOnly; SameSite=Strict");
  });

  it("is removed under the same name", async () => {
    expect(await setBy(true, "/remove")).toMatch(/^__Host-session=; Max-Age=0; Path=\/; .*Secure/);
    expect(await setBy(false, "/remove")).toMatch(/^tiqr-session=; Max-Age=0; Path=\//);
  });

  it("is not read from a name that another host can set", async () => {
    expect(await readFrom(true, "session=foreign; __Host-session=own")).toBe("own");
    expect(await readFrom(true, "session=foreign")).toBe("none");
    expect(await readFrom(false, "session=another's; tiqr-session=own")).toBe("own");
    expect(await readFrom(false, "session=another's")).toBe("none");
  });
});
