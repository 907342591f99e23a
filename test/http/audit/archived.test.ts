// The rows of the archive over HTTP: who may read which, as with those of the database.

import { beforeAll, describe, expect, it } from "vitest";
import { R2 } from "../../support/archive.ts";
import { writeTrail } from "../../support/archived-trail.ts";
import {
  admin,
  reasonOf,
  requestOver,
  resultOf,
  type Send,
  serviceAccount,
  withSettings,
} from "../../support/service.ts";
import { realKeyring } from "../../support/storage/ports.ts";

type Headers = Record<string, string>;
let send: Send;
let desk: Headers;
let blue: Headers;
const read = (query: string, headers: Headers) => requestOver(send, `/audit/${query}`, { headers });

beforeAll(async () => {
  send = await withSettings({ TRAIL: R2 } as unknown as Partial<Env>);
  await writeTrail(await realKeyring(), [3100, 700]);
  desk = await serviceAccount("desk", ["userhistory"]);
  const headers = { ...(await admin()), "Content-Type": "application/json" };
  const account = {
    name: "desk-of-blue",
    rights: ["userhistory"],
    realms: ["blue"],
    password: "horse battery staple 7",
  };
  await requestOver(send, "/accounts", { method: "POST", headers, body: JSON.stringify(account) });
  const made = await requestOver(send, "/accounts/desk-of-blue/keys", { method: "POST", headers, body: "{}" });
  blue = { "X-API-Key": resultOf(made).key };
});

const peopleIn = async (query: string, headers: Headers) => {
  const { auditdata, archived_before } = resultOf(await read(query, headers));
  const old = auditdata.filter(({ date }: { date: string }) => `${date}Z` < archived_before);
  expect(old.length).toBeGreaterThan(10);
  return [...new Set(old.map(({ user, realm }: Headers) => `${user} ${realm}`))];
};

describe("an account with userhistory", () => {
  it("reads the rows of the one person whom it names, in the archive, too", async () => {
    expect(await peopleIn("?user=anna&realm=blue&sortorder=asc", desk)).toEqual(["anna blue"]);
    expect(await peopleIn("?user=anna&realm=realm1&sortorder=asc", desk)).toEqual(["anna realm1"]);
    expect(await peopleIn("?user=anna&realm=blue&sortorder=asc", blue)).toEqual(["anna blue"]);
    const { text } = await read("trail.csv?user=bea&realm=blue&sortorder=asc", blue);
    expect([text.includes('"Bea"'), text.includes('"anna"')]).toEqual([true, false]);
  });

  it.each(["?sortorder=asc", "?user=anna", "?serial=S3&sortorder=asc", "?transaction_id=attempt22", "stream?after=0"])(
    "reads nothing else: %s",
    async (query) => {
      const reply = await read(query, desk);
      expect([reply.status, reasonOf(reply)]).toEqual([403, 'missing-right;right="auditlog"']);
      expect(reply.text).not.toContain("anna");
    },
  );

  it("that is bound to a realm reads of no other", async () => {
    const reply = await read("?user=anna&realm=realm1&sortorder=asc", blue);
    expect([reply.status, reasonOf(reply), reply.text.includes("S3")]).toEqual([403, "other-realm", false]);
  });
});

it("a login is found by its id, and the stream begins with the first row of all", async () => {
  const rows = resultOf(await read("?transaction_id=attempt22", await admin())).auditdata;
  expect(rows.map(({ event }: Headers) => event)).toEqual([
    "LOGIN_SUCCESS",
    "CHALLENGE_ANSWERED",
    "CHALLENGE_TRIGGERED",
  ]);
  const { text, headers } = await read("stream?after=0", await admin());
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect([lines[0].number, lines.length, headers.get("Link")]).toEqual([
    1,
    500,
    '</audit/stream?after=500>; rel="next"',
  ]);
  expect(lines.every(({ sig_check, mac }) => sig_check === "OK" && mac !== "")).toBe(true);
});

it("says nothing of an opening whose end is in a part", async () => {
  const { auditdata } = resultOf(await read("?event=CHALLENGE_TRIGGERED&sortorder=asc", await admin()));
  expect(auditdata.length).toBe(15);
  expect(auditdata.some(({ unconfirmed }: { unconfirmed?: true }) => unconfirmed)).toBe(false);
});
