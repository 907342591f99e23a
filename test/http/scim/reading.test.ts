// Lists, versions, projections, and what the service says of itself.

import { beforeAll, describe, expect, it } from "vitest";
import { type Ask, askerOf, keyOf, withScim } from "../../support/scim/wire.ts";
import { requestOver, type Send } from "../../support/service.ts";

let over: Send;
let ask: Ask;
const ids: string[] = [];
beforeAll(async () => {
  over = await withScim();
  ask = askerOf(over, await keyOf(over, "directory", ["staff"]));
  for (const userName of ["ann", "bea", "cem"])
    ids.push((await ask("POST /Users", { userName, emails: [{ value: `${userName}@x.org`, type: "work" }] })).json.id);
});

describe("a list", () => {
  it.each([
    ["", 1, ["ann", "bea", "cem"]],
    ["?startIndex=2&count=1", 2, ["bea"]],
    ["?startIndex=0&count=2", 1, ["ann", "bea"]],
    ["?startIndex=-5", 1, ["ann", "bea", "cem"]],
    ["?startIndex=&count=", 1, ["ann", "bea", "cem"]],
    ["?count=0", 1, []],
    ["?count=-1", 1, []],
    ["?startIndex=9", 9, []],
    ["?startIndex=9007199254740991", 9007199254740991, []],
    ["?count=1000&unknown=parameter", 1, ["ann", "bea", "cem"]],
  ])("%s", async (query, startIndex, names) => {
    const { status, json } = await ask(`GET /Users${query}`);
    expect([status, json.schemas]).toEqual([200, ["urn:ietf:params:scim:api:messages:2.0:ListResponse"]]);
    expect([json.totalResults, json.startIndex, json.itemsPerPage]).toEqual([3, startIndex, names.length]);
    expect(json.Resources.map(({ userName }: { userName: string }) => userName)).toEqual(names);
  });

  it.each([
    ['emails[type eq "work"].value eq "bea@x.org"', ["bea"]],
    ['emails.value eq "BEA@x.org"', ["bea"]],
    ['userName eq "ann" and active eq true', ["ann"]],
    ['userName eq "ann" and active eq "False"', []],
    ['userName eq "ann" and userName eq "bea"', []],
    ["userName eq cem", ["cem"]],
    ['userName eq "100%25"', []],
  ])("filtered by %s", async (filter, names) => {
    const { json } = await ask(`GET /Users?filter=${encodeURIComponent(filter)}`);
    expect([json.totalResults, json.Resources.map(({ userName }: { userName: string }) => userName)]).toEqual([
      names.length,
      names,
    ]);
  });
});

describe("a version", () => {
  it("is in ETag and meta, and spares a second answer", async () => {
    const [id] = ids;
    const first = await ask(`GET /Users/${id}`);
    const tag = first.headers.get("ETag") ?? "";
    expect([tag, first.headers.get("Location")]).toEqual([first.json.meta.version, first.json.meta.location]);
    expect(first.json.meta.location).toBe(`https://tiqr.test/scim/v2/Users/${id}`);
    expect([(await ask(`GET /Users/${id}`, undefined, { "If-None-Match": `"x", ${tag}` })).status]).toEqual([304]);
    expect((await ask(`GET /Users/${id}`, undefined, { "If-None-Match": 'W/"1"' })).status).toBe(200);
    for (const known of ["", "*"])
      expect((await ask("GET /Users/nobody", undefined, { "If-None-Match": known })).status).toBe(404);
  });

  it("that is another's changes nothing", async () => {
    const [, id] = ids;
    const tag = (await ask(`GET /Users/${id}`)).headers.get("ETag") ?? "";
    const rename = (version: string) =>
      ask(
        `PATCH /Users/${id}`,
        { Operations: [{ op: "replace", path: "displayName", value: version }] },
        { "If-Match": version },
      );
    expect((await rename('W/"1"')).status).toBe(412);
    expect((await rename("nonsense")).status).toBe(412);
    expect((await rename(tag)).status).toBe(200);
    expect((await rename(tag)).status).toBe(412);
    expect((await rename("*")).status).toBe(200);
    expect((await ask(`DELETE /Users/${id}`, undefined, { "If-Match": tag })).status).toBe(412);
    for (const none of ["nonsense", `W/"${"9".repeat(400)}"`])
      expect((await ask(`DELETE /Users/${id}`, undefined, { "If-Match": none })).status).toBe(412);
    expect((await ask(`GET /Users/${id}`)).status).toBe(200);
  });

  it("that nobody names lets many members come at once", async () => {
    const { id } = (await ask("POST /Groups", { displayName: "Crowd" })).json;
    const came = await Promise.all(
      ids.map((value) =>
        ask(`PATCH /Groups/${id}`, { Operations: [{ op: "Add", path: "members", value: [{ value }] }] }),
      ),
    );
    expect(came.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect((await ask(`GET /Groups/${id}`)).json.members).toHaveLength(3);
  });

  it("stays when nothing changes", async () => {
    const [id] = ids;
    const before = (await ask(`GET /Users/${id}`)).json;
    const same = await ask(`PUT /Users/${id}`, before);
    expect([same.status, same.json]).toEqual([200, before]);
    const patched = await ask(`PATCH /Users/${id}`, { Operations: [{ op: "replace", value: { active: true } }] });
    expect(patched.json).toEqual(before);
    const whole = { Operations: [{ op: "replace", value: before }] };
    expect((await ask(`PATCH /Users/${id}`, whole)).json).toEqual(before);
  });

  it("and whatever else nobody can change may come as it was read", async () => {
    const sent = { displayName: "Read", members: ids.slice(0, 1).map((value) => ({ value })) };
    const group = (await ask("POST /Groups", sent)).json;
    const send = (value: object) => ask(`PATCH /Groups/${group.id}`, { Operations: [{ op: "replace", value }] });
    expect((await send(group)).status).toBe(204);
    expect((await ask(`GET /Groups/${group.id}`)).json).toEqual(group);
    const other = await send({ meta: { location: "https://elsewhere.test/scim/v2/Groups/1" } });
    expect([other.status, other.json.scimType]).toEqual([400, "mutability"]);
  });
});

describe("a projection", () => {
  it("gives what is asked for", async () => {
    const [id] = ids;
    expect((await ask(`GET /Users/${id}?attributes=userName,emails.value`)).json).toEqual({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      id,
      userName: "ann",
      emails: [{ value: "ann@x.org" }],
    });
    const group = { displayName: "Projected", members: [{ value: id }] };
    const made = (await ask("POST /Groups?excludedAttributes=members", group)).json;
    expect(made.members).toBeUndefined();
    expect((await ask(`GET /Groups/${made.id}`)).json.members).toEqual([
      { value: id, $ref: `https://tiqr.test/scim/v2/Users/${id}` },
    ]);
    expect(
      (await ask("GET /Groups?excludedAttributes=members&filter=displayName+eq+projected")).json.Resources,
    ).toEqual([made]);
  });
});

describe("the service", () => {
  it("reads an encoded path as its plain form", async () => {
    const made = await ask("POST /%47roups", { displayName: "Encoded" });
    expect([made.status, made.json.schemas]).toEqual([201, ["urn:ietf:params:scim:schemas:core:2.0:Group"]]);
    expect((await ask(`GET /%47roups/${made.json.id}`)).json.displayName).toBe("Encoded");
    expect((await ask("GET /%53chemas")).json.totalResults).toBe(2);
    expect((await ask("GET /%47roups/none")).json).toMatchObject({ status: "404", detail: expect.any(String) });
  });

  it("says to anybody what it can do, with every member that RFC 7643 §5 requires", async () => {
    const reply = await requestOver(over, "/scim/v2/ServiceProviderConfig");
    expect([reply.status, reply.headers.get("Content-Type")]).toEqual([200, "application/scim+json"]);
    expect(reply.json).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: true, maxResults: 200 },
      changePassword: { supported: false },
      sort: { supported: false },
      etag: { supported: true },
      authenticationSchemes: [{ type: "oauthbearertoken", name: expect.any(String), description: expect.any(String) }],
    });
  });

  it("has two kinds of resources", async () => {
    const { json } = await ask("GET /ResourceTypes");
    expect(json.Resources.map(({ id, endpoint }: { id: string; endpoint: string }) => [id, endpoint])).toEqual([
      ["User", "/Users"],
      ["Group", "/Groups"],
    ]);
    for (const one of json.Resources) expect((await ask(`GET /ResourceTypes/${one.id}`)).json).toEqual(one);
    expect((await requestOver(over, "/scim/v2/Schemas")).status).toBe(401);
  });
});

interface Described {
  readonly name: string;
  readonly type: string;
  readonly mutability: string;
  readonly multiValued: boolean;
  readonly required: boolean;
  readonly subAttributes?: readonly Described[];
}
const isWritable = ({ mutability }: Described) => mutability === "readWrite";

/** A value as a tester makes one by the schema. */
function valueFor({ name, type, multiValued, subAttributes = [] }: Described, link: string): unknown {
  if (name === "value") return link;
  if (name === "$ref") return `https://tiqr.test/scim/v2/Users/${link}`;
  if (type === "boolean") return true;
  if (type !== "complex") return name === "type" ? "work" : `new ${name} ${link}`;
  const value = Object.fromEntries(subAttributes.filter(isWritable).map((part) => [part.name, valueFor(part, link)]));
  return multiValued ? [value] : value;
}

// scim2-tester does the same.
describe("each attribute that /Schemas lists", () => {
  it.each(["add", "replace"])("can be given by %s, and comes back as it was given", async (op) => {
    const { json } = await ask("GET /Schemas");
    expect(json.Resources.map(({ name }: Described) => name)).toEqual(["User", "Group"]);
    const somebody = (await ask("POST /Users", { userName: `somebody-${op}` })).json.id;
    for (const { id: schema, name: kind, attributes } of json.Resources) {
      const names = { userName: `${op}-attributes`, displayName: `${op}-attributes` };
      const { id } = (await ask(`POST /${kind}s`, names)).json;
      for (const attribute of (attributes as Described[]).filter(isWritable)) {
        const link = kind === "User" ? `${op}@example.org` : somebody;
        const value = valueFor(attribute, link);
        const path = op === "add" ? attribute.name : `${schema}:${attribute.name}`;
        const patched = await ask(`PATCH /${kind}s/${id}?attributes=${attribute.name}`, {
          Operations: [{ op, path, value }],
        });
        expect([path, patched.status]).toEqual([path, 200]);
        const read = (await ask(`GET /${kind}s/${id}`)).json;
        expect([path, read[attribute.name]]).toEqual([path, value]);
        const gone = await ask(`PATCH /${kind}s/${id}?attributes=id`, { Operations: [{ op: "remove", path }] });
        expect([path, gone.status]).toEqual([path, attribute.required ? 400 : 200]);
        const has = Object.hasOwn((await ask(`GET /${kind}s/${id}`)).json, attribute.name);
        expect([path, has]).toEqual([path, attribute.required]);
      }
    }
  });
});
