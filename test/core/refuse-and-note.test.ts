import { describe, expect, it } from "vitest";
import { type AuditEntry, entryOf } from "../../src/core/audit/audit.ts";
import { asLogin } from "../../src/core/call.ts";
import type { Ports } from "../../src/core/ports/index.ts";
import { refuseAndNote } from "../../src/core/refuse-and-note.ts";
import { callAt } from "../support/call-at.ts";

/** A trail that keeps its entries, and a call that does its later work when the test says so. */
function noting() {
  const written: AuditEntry[] = [];
  const counted: AuditEntry[] = [];
  const later: (() => Promise<unknown>)[] = [];
  const audit = {
    write: async (entry: AuditEntry) => void written.push(entry),
    writeOrCount: async (entry: AuditEntry) => void counted.push(entry),
  } as unknown as Ports["audit"];
  const call = {
    ...callAt(1),
    caller: { name: "anna", generation: 1 },
    afterwards: (work: () => Promise<unknown>) => void later.push(work),
  };
  return { ports: { audit }, call, written, counted, reply: () => Promise.all(later.map((work) => work())) };
}

describe("a refusal that is noted", () => {
  it("is refused at once, and has its row after the reply, with the account that made the call", async () => {
    const { ports, call, written, counted, reply } = noting();
    const reason = { code: "missing-right", right: "audit" } as const;
    expect(refuseAndNote(ports, call, reason, { serial: "TiQR1" })).toEqual({ ok: false, reason });
    expect([written, counted]).toEqual([[], []]);
    await reply();
    const details = { success: false, serial: "TiQR1", reason: "missing-right", administrator: "anna" } as const;
    expect([written, counted]).toEqual([[entryOf(call, details)], []]);
  });

  it("is counted if it asks for that, and only then looks its user up", async () => {
    const { ports, call, written, counted, reply } = noting();
    let looks = 0;
    const whose = async () => ({ user: `user ${++looks}` });
    refuseAndNote(ports, call, { code: "wrong-pin" }, whose, "counted");
    expect(looks).toBe(0);
    await reply();
    expect(written).toEqual([]);
    expect(counted).toMatchObject([{ success: false, user: "user 1", reason: "wrong-pin" }]);
  });

  it("gives the trail more than the caller", async () => {
    const { ports, call, written, reply } = noting();
    const refusal = refuseAndNote(ports, asLogin(call), { code: "wrong-pin" }, { reason: "unknown-user" });
    expect(refusal.reason).toEqual({ code: "wrong-pin" });
    await reply();
    expect(written).toMatchObject([{ reason: "unknown-user", event: "USER_UNKNOWN", authentication: "REJECT" }]);
  });

  it("is an event of its own only where it refuses a login", async () => {
    const { ports, call, written, reply } = noting();
    for (const each of [call, asLogin(call)]) refuseAndNote(ports, each, { code: "wrong-pin" });
    await reply();
    expect(written.map(({ event, authentication }) => [event, authentication])).toEqual([
      ["REQUEST_REFUSED", ""],
      ["PIN_FAIL", "REJECT"],
    ]);
  });

  it("does not count as a refused login if it is only about the caller's rights", async () => {
    const { ports, call, written, reply } = noting();
    refuseAndNote(ports, asLogin(call), { code: "signed-out" });
    await reply();
    expect(written).toMatchObject([{ event: "ACCESS_DENIED", authentication: "" }]);
  });
});
