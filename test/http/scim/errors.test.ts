// Errors in the form of RFC 7644 §3.12, with the words of its table.

import { beforeAll, describe, expect, it } from "vitest";
import { auditRows, auditRowsOnce } from "../../support/audit.ts";
import { type Ask, askerOf, keyOf, withScim } from "../../support/scim/wire.ts";
import { admin, requestOver, type Send } from "../../support/service.ts";

let over: Send;
let ask: Ask;
beforeAll(async () => {
  over = await withScim();
  ask = askerOf(over, await keyOf(over, "directory", ["staff"]));
});

const patch = (...Operations: readonly object[]) => ({ Operations });

describe("an error", () => {
  it.each([
    ["POST /Users", {}, 400, "invalidValue"],
    ["POST /Users", "{", 400, "invalidSyntax"],
    ["POST /Users", "[]", 400, "invalidSyntax"],
    ["POST /Users", { userName: "a\u0007b" }, 400, "invalidValue"],
    ["POST /Users", { userName: "x".repeat(2500) }, 400, "invalidValue"],
    ["POST /Users", { userName: "a", displayName: "b\u200bc" }, 400, "invalidValue"],
    ["POST /Groups", { displayName: "a,b" }, 400, "invalidValue"],
    ["POST /Groups", { displayName: "a", members: [{ value: "nobody" }] }, 400, "invalidValue"],
    ["GET /Users?filter=userName+sw+%22a%22", undefined, 400, "invalidFilter"],
    ["GET /Users?filter=active+eq+perhaps", undefined, 400, "invalidFilter"],
    ["GET /Groups?filter=userName+eq+%22a%22", undefined, 400, "invalidFilter"],
    ["GET /Users?count=many", undefined, 400, "invalidValue"],
    ["GET /Users?startIndex=1.5", undefined, 400, "invalidValue"],
    ["GET /Users/nobody", undefined, 404, undefined],
    ["PATCH /Users/nobody", patch({ op: "remove", path: "name" }), 404, undefined],
    ["PUT /Users/nobody", { userName: "a" }, 404, undefined],
    ["DELETE /Groups/nobody", undefined, 404, undefined],
    ["GET /Schemas/nothing", undefined, 404, undefined],
    ["GET /Me", undefined, 404, undefined],
    ["POST /Users/.search", {}, 405, undefined],
    ["POST /Bulk", {}, 501, undefined],
    ["POST /Users", " ".repeat(64 * 1024 + 1), 413, undefined],
    ["POST /Groups", " ".repeat(1024 * 1024 + 1), 413, undefined],
    ["POST /Groups", " ".repeat(1024 * 1024), 400, "invalidSyntax"],
  ])("%s with %j: %i %s", async (call, body, status, scimType) => {
    const reply = await ask(call, body);
    expect([reply.status, reply.text]).toEqual([status, expect.stringContaining(":2.0:Error")]);
    expect(reply.headers.get("Content-Type")).toBe("application/scim+json");
    expect(reply.json).toEqual({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
      status: String(status),
      ...(scimType ? { scimType } : {}),
      detail: expect.any(String),
    });
  });

  it("is what another type of body gets", async () => {
    const reply = await ask("POST /Users", "userName=a", { "Content-Type": "application/x-www-form-urlencoded" });
    expect([reply.status, reply.json.scimType]).toEqual([400, "invalidSyntax"]);
    expect((await ask("POST /Users", { userName: "json" }, { "Content-Type": "application/json" })).status).toBe(201);
  });

  it("says when to come back, if the database fails", async () => {
    const broken = await withScim({
      DB: {
        prepare: () => {
          throw new Error("away");
        },
        batch: () => {
          throw new Error("away");
        },
        withSession: () => {
          throw new Error("away");
        },
      },
    });
    const reply = await requestOver(broken, "/scim/v2/Users", {
      headers: { Authorization: `Bearer pi_${"0".repeat(16)}_${"0".repeat(64)}` },
    });
    expect([reply.status, reply.headers.get("Retry-After"), reply.json.status]).toEqual([503, "5", "503"]);
  });

  it("changes nothing of what came before it", async () => {
    const { id } = (await ask("POST /Users", { userName: "whole", displayName: "Before" })).json;
    const reply = await ask(
      `PATCH /Users/${id}`,
      patch(
        { op: "replace", path: "displayName", value: "After" },
        { op: "replace", path: "active", value: "perhaps" },
      ),
    );
    expect([reply.status, reply.json.scimType]).toEqual([400, "invalidValue"]);
    expect((await ask(`GET /Users/${id}`)).json.displayName).toBe("Before");
  });

  it.each([
    [{ op: "remove", path: "userName" }, "invalidValue"],
    [{ op: "replace", path: "userName", value: "" }, "invalidValue"],
    [{ op: "remove", path: "active" }, "invalidValue"],
    [{ op: "replace", path: "id", value: "another" }, "mutability"],
    [{ op: "replace", value: { groups: [{ value: "1" }] } }, "mutability"],
    [{ op: "remove" }, "noTarget"],
    [{ op: "replace", path: "active.", value: true }, "invalidPath"],
  ])("of a person's PATCH %j: %s", async (operation, scimType) => {
    const { id } = (await ask("POST /Users", { userName: `p${Math.random()}` })).json;
    const reply = await ask(`PATCH /Users/${id}`, patch(operation));
    expect([reply.status, reply.json.scimType]).toEqual([400, scimType]);
  });
});

describe("the trail", () => {
  it("has a row of each look at everybody, and none of a look for one person", async () => {
    const looks = { event: "USERS_READ", administrator: "directory" } as const;
    const before = (await auditRows(looks)).length;
    const one = "?filter=userName+eq+%22noted%22+and+active+eq+true";
    for (const query of [one, "", "?count=0", "?filter=active+eq+true"])
      expect((await ask(`GET /Users${query}`)).status).toBe(200);
    expect(await auditRowsOnce(before + 3, looks)).toHaveLength(before + 3);
  });

  it("has no look of whoever was refused it", async () => {
    const unseen = askerOf(over, await keyOf(over, "unseen", ["staff"], ["userlist"]));
    expect((await unseen("GET /Users")).status).toBe(403);
    const rows = await auditRowsOnce(1, { administrator: "unseen", reason: "missing-right" });
    expect(rows).toHaveLength(1);
    expect(await auditRows({ administrator: "unseen", event: "USERS_READ" })).toEqual([]);
  });

  it("names what was refused to a directory, without what it sent", async () => {
    await ask("POST /Users", { userName: "noted" });
    const again = await ask("POST /Users", { userName: "NOTED" });
    expect([again.status, again.json.scimType]).toEqual([409, "uniqueness"]);
    const rows = await requestOver(over, "/audit/?action=POST+/scim/v2/Users&reason=resource-exists", {
      headers: await admin(),
    });
    expect(rows.json.result.value.auditdata[0]).toMatchObject({
      event: "REQUEST_REFUSED",
      administrator: "directory",
      realm: "staff",
      user: "",
    });
  });
});
