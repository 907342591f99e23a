// Each statement that could change a token of an administrator asks the guard itself. A batch may
// report a refusal and still have changed something, so all tables are compared, and everything
// that a statement could reach is there.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { entryOf, type Note } from "../../../src/core/audit/audit.ts";
import { type Caller, RIGHTS } from "../../../src/core/caller.ts";
import type { TokenChange } from "../../../src/core/ports/tokens/management.ts";
import type { Outcome } from "../../../src/core/reasons.ts";
import type { Settings } from "../../../src/settings.ts";
import { callAt, newToken, realPorts } from "../../support/storage/ports.ts";
import { rowOf, rowsOf, setFailures, setRow } from "../../support/storage/rows.ts";

const ports = await realPorts();
const { tokens, links, management, users, settings } = ports;
const REALM = settings.adminRealm;
const NOTE: Note = { held: entryOf(callAt(0), { success: true, event: "TOKEN_CHANGED" }) };
const NOW = 1000;

let count = 0;
const ofAdministrators = (user: string) => ({ user, realm: REALM });
const tokenIn = (serial: string, user: string, realm = REALM) =>
  newToken(serial, user, { named: { user, realm }, sessionHash: `session ${++count}`, sessionExpiresAtMs: NOW + 1 });
const newLink = (hash: string, user: string) => ({
  hash,
  named: ofAdministrators(user),
  shadows: false,
  replaces: undefined,
  asksPin: true,
  expiresAtMs: NOW + 1,
});

async function account(name: string, rights: readonly string[], session?: Caller["session"]): Promise<Caller> {
  await env.DB.prepare(
    "INSERT INTO admin (name, generation, sealed_password, rights, created_at_ms) VALUES (?, 1, 'sealed', ?, 0)",
  )
    .bind(name, JSON.stringify(rights))
    .run();
  return { name, generation: 1, ...(session ? { session } : {}) };
}
const session = (confirmed: boolean) => ({ id: `session ${confirmed}`, endsAtMs: 1, confirmed });

/** An administrator in a session that is confirmed or not. */
const administrator = (confirmed: boolean, name = `administrator${++count}`) =>
  account(name, ["*"], session(confirmed));

const keeper = await administrator(true, "keeper");

const enrolled = async (serial: string, user: string, realm = REALM) => {
  await tokens.init(keeper, tokenIn(serial, user, realm), NOW, NOTE);
  await setRow(serial, { rollout_state: "enrolled", sealed_secret: "sealed" });
};

/** Everything that an administrator can have. */
async function victim() {
  const user = `victim${++count}`;
  const [serial, link, started] = [`TiQR${user}`, `link of ${user}`, `started by ${user}`];
  await enrolled(serial, user);
  await setFailures(serial, { path: "vouched", failcount: 10, locks: 0, failed_at_ms: NOW });
  await links.make(keeper, newLink(link, user), NOW, NOTE);
  await links.make(keeper, newLink(started, user), NOW, NOTE);
  const code = { hash: started, browserHash: "browser", codes: 0 };
  await links.begin(keeper, code, tokenIn(`${serial}2`, user), NOW, NOTE);
  await enrolled("TiQRFREE", user);
  await setRow("TiQRFREE", { user: null, realm: null });
  const { id } = await rowOf(serial);
  return { user, serial, id, link, started };
}

type Call = (by: Caller, of: Awaited<ReturnType<typeof victim>>) => Promise<Outcome<object>>;
const change =
  (what: TokenChange, by: "serial" | "user" = "serial"): Call =>
  (caller, { serial, user }) =>
    management.change(
      caller,
      "set",
      by === "serial" ? { serial, named: undefined } : { serial: undefined, named: ofAdministrators(user) },
      what,
      NOW,
      NOTE,
    );
const CALLS: [string, Call][] = [
  ["another token", (by, { user }) => tokens.init(by, tokenIn("TiQRNEW", user), NOW, NOTE)],
  ["a new beginning", (by, { user, serial }) => tokens.init(by, tokenIn(serial, user), NOW, NOTE)],
  ["a new beginning for another user", (by, { serial }) => tokens.init(by, tokenIn(serial, "x", "r"), NOW, NOTE)],
  ["a link", (by, { user }) => links.make(by, newLink(`new link of ${user}`, user), NOW, NOTE)],
  [
    "the start of a link",
    (by, { user, link }) =>
      links.begin(by, { hash: link, browserHash: "b", codes: 0 }, tokenIn("TiQRLINK", user), NOW, NOTE),
  ],
  ["the end of a link", (by, { link }) => links.withdraw(by, link, NOW, NOTE)],
  ["the end of a link that is under way", (by, { started }) => links.withdraw(by, started, NOW, NOTE)],
  ["disabling", change({ kind: "activate", active: false, maxActivePerUser: 0 })],
  ["disabling by user", change({ kind: "activate", active: false, maxActivePerUser: 0 }, "user")],
  ["a reset", change({ kind: "reset-failcount" })],
  ["a text", change({ kind: "set-info", info: { place: "desk" } })],
  ["a new PIN", (by, of) => change({ kind: "set-pin", sealedPins: { [of.serial]: "sealed" } })(by, of)],
  ["taking it away", change({ kind: "unassign" })],
  [
    "a token of no one, given to the administrator",
    (by, { user }) =>
      management.change(
        by,
        "set",
        { serial: "TiQRFREE", named: undefined },
        { kind: "assign", named: ofAdministrators(user), shadows: false, sealedPins: {} },
        NOW,
        NOTE,
      ),
  ],
  ["revoking", change({ kind: "revoke" })],
  ["deleting", change({ kind: "delete" })],
  ["opening a lock", (by, { id }) => management.unlock(by, { sinceMs: 0, realm: REALM }, [id], NOW, NOTE)],
  ["the user's end", (by, { user }) => users.remove(by, { name: user, realm: REALM }, NOTE)],
];

const everything = async () =>
  Object.fromEntries(
    await Promise.all(
      (["token", "lock", "user", "enrollment_link", "audit"] as const).map(async (table) => [
        table,
        await rowsOf(table),
      ]),
    ),
  );
const codeOf = (outcome: Outcome<object>) => (outcome.ok ? "ok" : outcome.reason.code);

describe.each(CALLS)("%s", (_, call) => {
  let of: Awaited<ReturnType<typeof victim>>;
  beforeAll(async () => {
    of = await victim();
  });

  it("is refused without a confirmation, and nothing at all is changed", async () => {
    const by = await administrator(false);
    const before = await everything();
    expect(codeOf(await call(by, of))).toBe("confirmation-needed");
    expect(await everything()).toEqual(before);
  });

  it("is refused to an account with every right by name, and nothing at all is changed", async () => {
    const by = await account(`service${++count}`, RIGHTS, session(true));
    const before = await everything();
    expect(codeOf(await call(by, of))).toBe("administrators-only");
    expect(await everything()).toEqual(before);
  });

  it("is refused without the right, and nothing at all is changed", async () => {
    const by = await account(`powerless${++count}`, [], session(true));
    const before = await everything();
    expect(codeOf(await call(by, of))).toBe("missing-right");
    expect(await everything()).toEqual(before);
  });

  it("is done by an administrator whose phone has confirmed", async () => {
    const before = await everything();
    expect(codeOf(await call(await administrator(true), of))).toBe("ok");
    expect(await everything()).not.toEqual(before);
  });
});

describe("an administrator whose phone has not confirmed", () => {
  const begins = async (by: Caller, user: string, more: Partial<Settings> = {}) =>
    codeOf(await (await realPorts(more)).tokens.init(by, tokenIn(`TiQR${++count}`, user), NOW, NOTE));

  it("begins its first token, and no other's", async () => {
    const by = await administrator(false);
    expect(await begins(by, "another")).toBe("confirmation-needed");
    expect(await begins(by, by.name)).toBe("ok");
  });

  it("begins none if phones are required", async () => {
    const by = await administrator(false);
    expect(await begins(by, by.name, { phonesRequired: true })).toBe("confirmation-needed");
  });

  it.each([
    ["enrolled", {}, "confirmation-needed"],
    ["disabled", { active: 0 }, "confirmation-needed"],
    ["revoked", { revoked: 1 }, "ok"],
    ["not enrolled yet", { rollout_state: "clientwait" }, "ok"],
    ["of another realm", { realm: "realm1" }, "ok"],
    ["of another user", { user: "another" }, "ok"],
  ] as const)("whose phone is %s", async (_, columns, code) => {
    const by = await administrator(false);
    await enrolled(`TiQR${by.name}`, by.name);
    await setRow(`TiQR${by.name}`, columns);
    expect(await begins(by, by.name)).toBe(code);
  });

  it("is known by its name in lower case if names are folded", async () => {
    const by = await administrator(false, `Big${++count}`);
    for (const foldUserCase of [true, false]) expect(await begins(by, by.name, { foldUserCase })).toBe("ok");
    expect(await begins(await administrator(false, `Big${++count}`), by.name, { foldUserCase: true })).toBe(
      "confirmation-needed",
    );
  });

  it("does to the tokens of others what its right allows", async () => {
    const by = await administrator(false);
    expect(codeOf(await tokens.init(by, tokenIn(`TiQR${++count}`, "x", "realm1"), NOW, NOTE))).toBe("ok");
  });
});

it("an enrolment link acts for an administrator without a session", async () => {
  const { name, generation } = await administrator(false);
  expect(codeOf(await tokens.init({ name, generation }, tokenIn("TiQRMADE", "new"), NOW, NOTE))).toBe("ok");
});

it("an account that is not an administrator begins no token in their realm, not even under its own name", async () => {
  const by = await account("service", RIGHTS, session(false));
  expect(codeOf(await tokens.init(by, tokenIn("TiQROWN", by.name), NOW, NOTE))).toBe("administrators-only");
});
