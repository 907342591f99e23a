// `npm run audit:verify` on the audit trail of a state folder that was changed behind the service's
// back.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { headStorage } from "../../../../scripts/state/local-database.ts";
import { objectFile } from "../../../../scripts/state/object-files.ts";
import { openSqlite } from "../../../../scripts/state/sqlite.ts";
import { readWranglerToml } from "../../../../scripts/state/worker-options.ts";
import { eventMessage } from "../../../../src/core/webhooks/message.ts";
import { fromBase64 } from "../../../../src/lib/bytes.ts";
import {
  advanceHead,
  advancePartsHead,
  readHead,
  readPartsHead,
  type TrailHeads,
} from "../../../../src/storage/audit/checkpoints/head.ts";
import { verifyAudit } from "../../../../src/storage/audit/checkpoints/verification.ts";
import { rowsBehind } from "../../../../src/storage/audit/store.ts";
import { runHousekeeping } from "../../../../src/storage/housekeeping/run-housekeeping.ts";
import type { Keyring } from "../../../../src/storage/keys/keyring.ts";
import { loadKeyring } from "../../../../src/storage/keys/keyring-cache.ts";
import { MASTER_KEY, postAuth, run, start, tamper } from "../../../../test/serve/support/state.ts";
import { withStates } from "../../../../test/serve/support/states.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { onDatabase } from "../../database/database.ts";

const dayMs = 24 * 3600 * 1000;
const other = btoa("another key of thirty-two bytes!");

const copy = withStates();

const verify = (state: string, env: Record<string, string> = {}) => run("audit-verify", ["--state", state], { env });

/** Opens the trail, and the object that holds its newest checkpoint. */
async function onTrail<Done>(
  state: string,
  work: (db: D1Database, keyring: Keyring, keeper: TrailHeads) => Promise<Done>,
): Promise<Done> {
  return onDatabase({ kind: "state", folder: state }, async (db) => {
    const sqlite = openSqlite(objectFile(state, readWranglerToml().name as string, "AuditHead", "head"));
    try {
      const keyring = await loadKeyring([fromBase64(MASTER_KEY) ?? new Uint8Array()]);
      return await work(db, keyring, {
        read: async () => readHead(headStorage(sqlite)),
        advance: async (from, to) => advanceHead(headStorage(sqlite), from, to),
        readParts: async () => readPartsHead(headStorage(sqlite)),
        advanceParts: async (from, to) => advancePartsHead(headStorage(sqlite), from, to),
      });
    } finally {
      sqlite.close();
    }
  });
}

const housekeeping = (retentionMs: number, nowMs: number) => (db: D1Database, keyring: Keyring, keeper: TrailHeads) =>
  runHousekeeping(
    db,
    keyring,
    keeper,
    {
      auditRetentionMs: retentionMs,
      auditDatabaseMs: 0,
      ocraSuite: "",
      proximityNetworks: [],
      scimDeleteAfterMs: 0,
      sessionMaxMs: 0,
    },
    nowMs,
  );

/** Does the work of the cron trigger, at the given times. */
const cron = (state: string, retentionMs: number, ...timesMs: number[]): Promise<void> =>
  onTrail(state, async (...trail) => {
    for (const nowMs of timesMs) await housekeeping(retentionMs, nowMs)(...trail);
  });

/**
 * What is found in a trail that was changed, before its first checkpoint or under it. The command
 * would need a process for each.
 */
const problemsOf = (sql: string, isSigned = true): Promise<readonly string[]> => {
  const state = copy();
  return onTrail(state, async (db, keyring, keeper) => {
    if (isSigned) await housekeeping(0, Date.now())(db, keyring, keeper);
    tamper(state, sql);
    return (await verifyAudit(db, keyring, { nowMs: Date.now(), head: await keeper.read() })).problems;
  });
};

const whole = (rows: number, checkpoints: number) => ({
  code: 0,
  stdout: `${rows} rows, ${checkpoints} checkpoints: whole\n`,
  stderr: "",
});

describe("a trail without changes is whole", () => {
  it("before a checkpoint, after it, and with later rows", async () => {
    const state = copy();
    expect(await verify(state)).toEqual(whole(5, 0));
    await cron(state, 0, Date.now());
    expect(await verify(state)).toEqual(whole(5, 1));
    const server = await start(state);
    await postAuth(server, "root", ADMIN_PASSWORD);
    await server.stop();
    expect(await verify(state)).toEqual(whole(6, 1));
  });

  it("after retention has removed rows", async () => {
    const state = copy();
    const now = Date.now();
    await cron(state, dayMs, now, now + 2 * dayMs);
    expect(await verify(state)).toEqual(whole(0, 1));
    const server = await start(state);
    await postAuth(server, "root", ADMIN_PASSWORD);
    await server.stop();
    expect(await verify(state)).toEqual(whole(1, 1));
  });

  it("under a new MASTER_KEY, as long as the old one is given", async () => {
    const state = copy();
    expect(await verify(state, { MASTER_KEY: other, MASTER_KEY_PREVIOUS: MASTER_KEY })).toEqual(whole(5, 0));
    const { code, stderr } = await verify(state, { MASTER_KEY: other });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^No row and no checkpoint is intact\. Are MASTER_KEY .*\n$/);
  });
});

const signedOtherwise = "rows 1 to 5: the rows or their order do not match the checkpoint";

describe.each([
  ["a deleted row", "DELETE FROM audit WHERE number = 3", ["row 3 is missing"], [signedOtherwise]],
  ["a deleted last row", "DELETE FROM audit WHERE number = 5", ["row 5 is missing"], [signedOtherwise]],
  ["a changed row", "UPDATE audit SET success = 1 WHERE number = 2", ["row 2 was changed"], []],
  [
    "a moment that is no number of ours",
    "UPDATE audit SET at_ms = 9223372036854775807 WHERE number = 2",
    ["row 2 was changed"],
    [],
  ],
  ["a changed name", "UPDATE audit SET user = 'eve' WHERE number = 4", ["row 4 was changed"], []],
  [
    "a forged row that claims a version that does not exist",
    "UPDATE audit SET user = 'eve', mac = mac || '0' WHERE number = 4",
    ["row 4 was signed by a newer version, and not verified"],
    [],
  ],
])("%s", (_, sql, problems, underCheckpoint) => {
  it("is found before a checkpoint", async () => {
    expect(await problemsOf(sql, false)).toEqual(problems);
  });

  it("is found under a checkpoint", async () => {
    expect(await problemsOf(sql)).toEqual([...problems, ...underCheckpoint]);
  });
});

describe("a checkpoint", () => {
  it("finds two rows that changed places, and nothing else wrong with them", async () => {
    const swap = `UPDATE audit SET number = -1 WHERE number = 2;
       UPDATE audit SET number = 2 WHERE number = 4;
       UPDATE audit SET number = 4 WHERE number = -1;`;
    expect(await problemsOf(swap)).toEqual([signedOtherwise]);
  });

  it("that was shortened is found", async () => {
    expect(await problemsOf("UPDATE audit_checkpoint SET last_number = 4, row_count = 4")).toEqual([
      "rows 1 to 4: the checkpoint was changed",
      signedOtherwise.replace("1 to 5", "1 to 4"),
      "the newest signed checkpoint, up to row 5, is gone",
    ]);
  });

  it("that was dated back is found", async () => {
    expect(await problemsOf("UPDATE audit_checkpoint SET made_at_ms = made_at_ms - 1")).toEqual([
      "rows 1 to 5: the checkpoint was changed",
      "the newest signed checkpoint, up to row 5, was replaced",
    ]);
  });

  it("that claims its rows were removed by retention is found", async () => {
    const claim = "DELETE FROM audit; UPDATE audit_checkpoint SET retired_at_ms = made_at_ms";
    expect(await problemsOf(claim)).toEqual(["rows 1 to 5: the checkpoint was changed"]);
  });
});

describe("a trail without its checkpoints and an old row, numbered again", () => {
  const attack = `
    DELETE FROM audit_checkpoint; DELETE FROM audit WHERE number = 2;
    UPDATE audit SET number = number - 1 WHERE number > 2; UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = 'audit';`;
  const missed = ["the newest signed checkpoint, up to row 5, is gone", "checkpoints up to row 5: 1 made, 0 found"];

  it("is found by the command and by the running service, which ask the same object", async () => {
    const state = copy();
    await cron(state, 0, Date.now());
    const verification = async () => {
      const server = await start(state);
      const { token = "" } = await postAuth(server, "root", ADMIN_PASSWORD);
      const reply = await fetch(`${server.origin}/audit/verification`, { headers: { Authorization: token } });
      await server.stop();
      return ((await reply.json()) as { result: { value: { problems: string[] } } }).result.value.problems;
    };
    expect(await verification()).toEqual([]);
    tamper(state, attack);
    expect(await verification()).toEqual(missed);
    const stdout = missed.map((line) => `${line}\n`).join("");
    expect(await verify(state)).toEqual({ code: 1, stdout, stderr: "" });
  });
});

describe("the messages that a receiver of events has got", () => {
  /** Their bodies as they were sent. */
  const bodiesOf = (state: string): Promise<string[]> =>
    onTrail(state, async (db, keyring) =>
      (await rowsBehind(db, keyring, 0, 10)).map((entry) => eventMessage("DB", entry).body),
    );
  const verifyEvents = async (state: string, lines: readonly string[], more: readonly string[] = []) => {
    const file = join(state, "received.ndjson");
    writeFileSync(file, `${lines.join("\n")}\n`);
    return run("audit-verify", ["--state", state, "--events", file, ...more]);
  };

  it("are whole, twice or in another order, with a test among them; and what is missing or forged is named", async () => {
    const state = copy();
    const bodies = await bodiesOf(state);
    const [first = "", second = "", third = "", fourth = "", fifth = ""] = bodies;
    const test = JSON.stringify({ type: "TEST", timestamp: "", data: {} });
    const elsewhere = second.replace('"database":"DB"', '"database":"DB_1"');
    expect(await verifyEvents(state, [fifth, test, ...bodies, "", elsewhere])).toEqual({
      code: 0,
      stdout: "5 messages: whole\n",
      stderr: "1 messages are of other databases, which were not read.\n",
    });
    const forged = third.replace('"success":true', '"success":false');
    const { event } = { event: JSON.parse(fourth).type };
    expect(await verifyEvents(state, [first, second, "no message", forged, fifth])).toEqual({
      code: 1,
      stdout: [
        "line 3: no message of this service",
        "message 3: success differ from the trail",
        `row 4 (${event}) was not received`,
        "",
      ].join("\n"),
      stderr: "",
    });
  });

  it("cannot be compared without the file or the endpoint", async () => {
    const state = copy();
    expect(await run("audit-verify", ["--state", state, "--events", "nowhere"])).toEqual({
      code: 2,
      stdout: "",
      stderr: "There is no file nowhere.\n",
    });
    expect(await verifyEvents(state, [], ["--endpoint", "none"])).toMatchObject({
      code: 2,
      stderr: "There is no endpoint none.\n",
    });
    expect((await run("audit-verify", ["--state", state, "--endpoint", "x"])).stderr).toMatch(
      /^--endpoint belongs to --events\. Usage: /,
    );
  });
});

describe("a trail that cannot be read", () => {
  it.concurrent.each([
    [
      ["--state", "nowhere", "--remote"],
      MASTER_KEY,
      /^--state and --remote name different databases: give one of them\. Usage: .*\n$/,
    ],
    [["now"], MASTER_KEY, /^.*Usage: npm run audit:verify .*\n$/],
    [["--state", "nowhere"], MASTER_KEY, /^There is no database in .*\/nowhere: run `npm run serve` on it once\.\n$/],
    [["--state", "nowhere"], "", /^MASTER_KEY must be base64 of 32 bytes.*\n$/],
  ])("is reported in one line with exit code 2: %j, MASTER_KEY %j", async (args, MASTER_KEY, line) => {
    const { code, stdout, stderr } = await run("audit-verify", args, { env: { MASTER_KEY } });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(line);
  });
});
