// POLL_ALLOWED_ORIGINS lists the origins whose pages may poll. Everything else is for the
// application's server.

import { describe, expect, it } from "vitest";
import { requestOver, type Send, withSettings } from "../../support/service.ts";

const PATHS = [
  "/validate/polltransaction?transaction_id=1",
  "/validate/polltransaction/1",
  "/validate/polltransaction",
  "/validate/polltransaction?transaction_id=1&wait=20",
];
const allowed = async (send: Send, path: string, origin: string, method = "GET") =>
  (await requestOver(send, path, { method, headers: { Origin: origin, "Access-Control-Request-Method": "GET" } }))
    .headers;

describe("a poll", () => {
  it.each(["GET", "OPTIONS"])(
    "is open by %s to the browsers of the origins that are set, and of no other",
    async (method) => {
      const app = await withSettings({ POLL_ALLOWED_ORIGINS: "https://app.example https://other.example:8443" });
      for (const path of PATHS) {
        for (const origin of ["https://app.example", "https://other.example:8443"]) {
          const headers = await allowed(app, path, origin, method);
          expect([path, headers.get("Access-Control-Allow-Origin")]).toEqual([path, origin]);
          expect(headers.get("Vary")).toContain("Origin");
        }
        for (const origin of ["https://app.example.evil", "http://app.example", "https://other.example", "null"]) {
          const headers = await allowed(app, path, origin, method);
          expect([path, origin, headers.get("Access-Control-Allow-Origin")]).toEqual([path, origin, null]);
        }
      }
    },
  );

  it("is open to none when none is set", async () => {
    const app = await withSettings({ POLL_ALLOWED_ORIGINS: "" });
    for (const path of PATHS)
      expect((await allowed(app, path, "https://app.example")).get("Access-Control-Allow-Origin")).toBeNull();
  });

  it("lets no browser send credentials", async () => {
    const app = await withSettings({ POLL_ALLOWED_ORIGINS: "https://app.example" });
    for (const method of ["GET", "OPTIONS"]) {
      const headers = await allowed(app, PATHS[0] as string, "https://app.example", method);
      expect(headers.get("Access-Control-Allow-Credentials")).toBeNull();
    }
  });
});

describe("any other path", () => {
  it.each([
    "/validate/check",
    "/validate/samlcheck",
    "/validate/triggerchallenge",
    "/validate/events/1",
    "/auth",
    "/token/",
    "/audit/",
    "/ttype/tiqr",
  ])("%s is closed to browsers of other origins, even those that may poll", async (path) => {
    const app = await withSettings({ POLL_ALLOWED_ORIGINS: "https://app.example" });
    for (const method of ["GET", "OPTIONS"]) {
      const headers = await allowed(app, path, "https://app.example", method);
      expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
    }
  });
});

describe("an origin", () => {
  it.each(["app.example", "https://app.example/", "https://app.example/path", "https://*.example", "x"])(
    "written as %s is a bad setting",
    async (origin) => {
      await expect(withSettings({ POLL_ALLOWED_ORIGINS: origin })).rejects.toThrow("POLL_ALLOWED_ORIGINS");
    },
  );
});
