// The limits of confirmations, each counted by the statement that makes one: open ones, pauses after
// a decline, and mails. Fifty at once get no more than one after another.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { toHex } from "../../../src/lib/bytes.ts";
import { atOnce, randomBytes } from "../../support/login.ts";
import { NO_NOTE, realPorts } from "../../support/storage/ports.ts";

const { ciba } = await realPorts();
const [MINUTE, HOUR, DAY] = [60_000, 3600_000, 24 * 3600_000];
const NOW = 1_800_000_000_000;
const ANNA = { user: "anna", realm: "realm1" };
const store = await ciba.of(ANNA);

const make = async (clientId: string, nowMs = NOW, owner = ANNA, isKnown = true) => {
  const id = toHex(randomBytes(16));
  const request = { id, ...owner, clientId, asked: "x", expiresAtMs: nowMs + 300_000 };
  return { id, ...(await store.make(request, isKnown, nowMs, NO_NOTE)) };
};
const decline = (id: string, nowMs: number) => store.decline(id, nowMs, NO_NOTE);

beforeEach(async () => {
  await env.DB.prepare("DELETE FROM ciba_request").run();
});

describe("of one client", () => {
  it("one is open, when fifty are asked for at once", async () => {
    const made = await atOnce(50, () => make("shop"));
    expect(made.filter((one) => one.made)).toHaveLength(1);
  });

  it("another may follow when the first is over, and is another person's meanwhile", async () => {
    await make("shop");
    expect(await make("shop", NOW + 299_999)).toMatchObject({ made: false });
    expect(await make("shop", NOW, { user: "bert", realm: "realm1" })).toMatchObject({ made: true });
    expect(await make("shop", NOW + 300_000)).toMatchObject({ made: true });
  });

  it("waits five minutes after a decline, twice as long after each further one, and a day at most", async () => {
    let at = NOW;
    const pauses = [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440];
    for (const minutes of pauses) {
      const { id, made } = await make("shop", at);
      expect([minutes, made]).toEqual([minutes, true]);
      await decline(id, at);
      expect(await make("shop", at + minutes * MINUTE - 1)).toMatchObject({ made: false });
      // Others may ask meanwhile.
      const other = await make(`other ${minutes}`, at);
      expect(other.made).toBe(true);
      await env.DB.prepare("DELETE FROM ciba_request WHERE id = ?").bind(other.id).run();
      at += minutes * MINUTE;
    }
  });

  it("waits twice as long also when nobody has answered in between, and as at first a day after its end", async () => {
    for (const at of [NOW, NOW + HOUR]) await decline((await make("shop", at)).id, at);
    await make("shop", NOW + 2 * HOUR);
    const third = await make("shop", NOW + 3 * HOUR);
    await decline(third.id, NOW + 3 * HOUR);
    expect(await make("shop", NOW + 3 * HOUR + 20 * MINUTE - 1)).toMatchObject({ made: false });
    const later = NOW + 3 * HOUR + 5 * MINUTE + DAY;
    await decline((await make("shop", later)).id, later);
    expect(await make("shop", later + 5 * MINUTE)).toMatchObject({ made: true });
  });

  it("has its declines forgotten once the person has confirmed again", async () => {
    for (const at of [NOW, NOW + HOUR]) await decline((await make("shop", at)).id, at);
    const { id } = await make("shop", NOW + 2 * HOUR);
    await env.DB.prepare("UPDATE ciba_request SET state = 'approved' WHERE id = ?").bind(id).run();
    const third = await make("shop", NOW + 3 * HOUR);
    await decline(third.id, NOW + 3 * HOUR);
    expect(await make("shop", NOW + 3 * HOUR + 5 * MINUTE)).toMatchObject({ made: true });
  });
});

describe("of one person", () => {
  it("three are open, when fifty clients ask at once", async () => {
    const made = await atOnce(50, (index) => make(`client ${index}`));
    expect(made.filter((one) => one.made)).toHaveLength(3);
  });

  it("ten a day are mailed; the others are made without", async () => {
    const made = [];
    for (let index = 0; index < 14; index++) made.push(await make(`client ${index}`, NOW + index * HOUR));
    expect(made.every((one) => one.made)).toBe(true);
    expect(made.map((one) => one.mails)).toEqual([...Array(10).fill(true), ...Array(4).fill(false)]);
    expect(await make("client 20", NOW + DAY - 1)).toMatchObject({ mails: false });
    expect(await make("client 21", NOW + DAY)).toMatchObject({ mails: true });
    expect(await make("client 22", NOW + DAY)).toMatchObject({ mails: false });
  });

  it("who is not here none is made", async () => {
    expect(await make("shop", NOW, { user: "nobody", realm: "realm1" }, false)).toMatchObject({ made: false });
    expect(await env.DB.prepare("SELECT count(*) AS n FROM ciba_request").first()).toEqual({ n: 0 });
  });

  it("a decline and its repetition are one", async () => {
    const { id } = await make("shop");
    const declined = await atOnce(5, () => decline(id, NOW));
    expect(declined.filter(Boolean)).toHaveLength(1);
    expect(await decline((await make("late")).id, NOW + 300_000)).toBe(false);
  });
});
