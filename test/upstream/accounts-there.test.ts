// In front of a privacyIDEA server: whose sign-in at /auth is answered here. No test of this file
// makes an administrator here before it says so.

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ADMIN_PASSWORD } from "../support/admin-password.ts";
import { postOver, type Send, withSettings } from "../support/service.ts";

const UPSTREAM_PRIVACYIDEA = "https://privacyidea.example.org";
const THEIRS = { result: { status: true, value: { token: "theirs" } } };
let requests: string[];

beforeEach(() => {
  requests = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    requests.push(await new Request(input as RequestInfo, init).text());
    return Response.json(THEIRS);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const signIn = async (send: Send, username: string, password: string) =>
  (await postOver(send, "/auth", { username, password })).json;

it.each([undefined, `admin:${ADMIN_PASSWORD}`])(
  "passes on the service account of a plugin while no administrator is here, BOOTSTRAP_ADMIN %s",
  async (BOOTSTRAP_ADMIN) => {
    const app = await withSettings({ UPSTREAM_PRIVACYIDEA, BOOTSTRAP_ADMIN } as Partial<Env>);
    expect(await signIn(app, "keycloak", "secret")).toEqual(THEIRS);
    expect(requests).toEqual(["username=keycloak&password=secret"]);
  },
);

it("keeps the sign-in of BOOTSTRAP_ADMIN's name, right or wrong, before that account is made and after", async () => {
  const app = await withSettings({ UPSTREAM_PRIVACYIDEA });
  expect((await signIn(app, "admin", "wrong")).result.error.code).toBe(4031);
  expect((await signIn(app, "admin", ADMIN_PASSWORD)).result.value.role).toBe("admin");
  expect((await signIn(app, "admin", "wrong")).result.error.code).toBe(4031);
  expect(requests).toEqual([]);
});

it("passes on an administrator of that server whose name BOOTSTRAP_ADMIN only begins like", async () => {
  const app = await withSettings({ UPSTREAM_PRIVACYIDEA });
  for (const name of ["Admin", "admin2", "admin@corp"]) expect(await signIn(app, name, "secret")).toEqual(THEIRS);
  expect(requests).toHaveLength(3);
});
