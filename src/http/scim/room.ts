// /scim/v2: the people and the groups of a realm, as their directory keeps them.

import type { Context } from "hono";
import type { AdminCall } from "../../core/call.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { DirectoryGroup, DirectoryPerson } from "../../core/ports/people/directory.ts";
import { type Outcome, type Refusal, refuse } from "../../core/reasons.ts";
import { fault } from "../../core/scim/fault.ts";
import { groupJson } from "../../core/scim/group.ts";
import * as groups from "../../core/scim/groups.ts";
import { readOperations } from "../../core/scim/operations.ts";
import { readDirectoryPage } from "../../core/scim/paging.ts";
import type { Doc } from "../../core/scim/patch.ts";
import * as people from "../../core/scim/people.ts";
import { personJson } from "../../core/scim/person.ts";
import { isShown, project, readProjection } from "../../core/scim/projection.ts";
import { baseOf, readVersion } from "../../core/scim/version.ts";
import { SCIM_JSON } from "../answer/scim-refused.ts";
import type { HttpEnv } from "../context.ts";
import { contentTypeOf, readBody } from "../request/body.ts";
import { parseObject } from "../request/json-body.ts";
import { descriptionsFor } from "./described.ts";

type C = Context<HttpEnv>;
type One = Promise<Outcome<{ readonly resource: DirectoryPerson | DirectoryGroup }>>;

/** A group may come with some ten thousand members. */
const MAX_GROUP_BYTES = 1024 * 1024;

const isOfGroups = (c: C): boolean => c.req.routePath.startsWith("/scim/v2/Groups");
const projectionOf = (c: C) => readProjection(c.req.query("attributes"), c.req.query("excludedAttributes"));
const idIn = (c: C): string => c.req.param("id") ?? "";
const versionIn = (c: C) => readVersion(c.req.header("If-Match"));
const withMembers = (c: C): boolean => isShown(projectionOf(c), "members");

const send = (c: C, body: unknown, status: 200 | 201 = 200, headers: Record<string, string> = {}): Response =>
  // Names and addresses of people are nothing for a cache between.
  c.body(JSON.stringify(body), status, { ...SCIM_JSON, "Cache-Control": "no-store", ...headers });

const jsonOf = (resource: DirectoryPerson | DirectoryGroup, base: string) =>
  "userName" in resource ? personJson(resource, base) : groupJson(resource, base);

async function tell(c: C, ports: Ports, asked: One, status: 200 | 201 = 200): Promise<Response | Refusal> {
  const done = await asked;
  if (!done.ok) return done;
  const json = jsonOf(done.resource, baseOf(ports.settings));
  const { location: Location, version: ETag } = json.meta;
  return send(c, project(json, projectionOf(c)), status, { Location, ETag });
}

export async function search(c: C, ports: Ports, call: AdminCall): Promise<Response | Refusal> {
  const read = readDirectoryPage(c.req.query("startIndex"), c.req.query("count"));
  if (!read.ok) return read;
  const filter = c.req.query("filter");
  const listed = await (isOfGroups(c)
    ? groups.listGroups(ports, filter, read.page, withMembers(c), call)
    : people.listPeople(ports, filter, read.page, call));
  if (!listed.ok) return listed;
  const { total, resources } = listed;
  const [base, projection] = [baseOf(ports.settings), projectionOf(c)];
  return send(
    c,
    listOf(
      resources.map((one) => project(jsonOf(one, base), projection)),
      total,
      read.page.startIndex,
    ),
  );
}

const listOf = (resources: readonly object[], total = resources.length, startIndex = 1) => ({
  schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
  totalResults: total,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
});

export async function create(c: C, ports: Ports, call: AdminCall): Promise<Response | Refusal> {
  const read = await readResource(c);
  if (!read.ok) return read;
  const made: One = isOfGroups(c)
    ? groups.createGroup(ports, read.body, withMembers(c), call)
    : people.createPerson(ports, read.body, call);
  return tell(c, ports, made, 201);
}

export async function read(c: C, ports: Ports, call: AdminCall): Promise<Response | Refusal> {
  const asked: One = isOfGroups(c)
    ? groups.readGroupById(ports, idIn(c), withMembers(c), call)
    : people.readPersonById(ports, idIn(c), call);
  const answer = await tell(c, ports, asked);
  if (!(answer instanceof Response)) return answer;
  const ETag = answer.headers.get("ETag") ?? "";
  const known = c.req.header("If-None-Match")?.split(",") ?? [];
  return known.some((tag) => [ETag, "*"].includes(tag.trim())) ? c.body(null, 304, { ETag }) : answer;
}

export async function replace(c: C, ports: Ports, call: AdminCall): Promise<Response | Refusal> {
  const read = await readResource(c);
  if (!read.ok) return read;
  const version = versionIn(c);
  const done: One = isOfGroups(c)
    ? groups.replaceGroup(ports, idIn(c), { version, withMembers: withMembers(c) }, read.body, call)
    : people.replacePerson(ports, idIn(c), version, read.body, call);
  return tell(c, ports, done);
}

/** A group may be large, so that it is told only when somebody asks for attributes of it. */
export async function patch(c: C, ports: Ports, call: AdminCall): Promise<Response | Refusal> {
  const read = await readResource(c);
  const asked = read.ok ? readOperations(read.body) : read;
  if (!asked.ok) return asked;
  const version = versionIn(c);
  if (!isOfGroups(c)) return tell(c, ports, people.patchPerson(ports, idIn(c), version, asked.operations, call));
  const isAsked = c.req.query("attributes") !== undefined;
  const how = { version, withMembers: isAsked && withMembers(c) };
  const done = groups.patchGroup(ports, idIn(c), how, asked.operations, call);
  if (isAsked) return tell(c, ports, done);
  const patched = await done;
  return patched.ok ? c.body(null, 204) : patched;
}

export async function remove(c: C, ports: Ports, call: AdminCall): Promise<Response | Refusal> {
  const removed = await (isOfGroups(c) ? groups.removeGroup : people.removePerson)(ports, idIn(c), versionIn(c), call);
  return removed.ok ? c.body(null, 204) : removed;
}

async function readResource(c: C): Promise<Outcome<{ readonly body: Doc }>> {
  if (!/^application\/(scim\+)?json\b/i.test(contentTypeOf(c)))
    return fault("invalidSyntax", "The body must be application/scim+json, and say so.");
  const bytes = await readBody(c, isOfGroups(c) ? MAX_GROUP_BYTES : undefined);
  if (bytes === "too-large") return refuse({ code: "too-large" });
  if (bytes === "lost") return refuse({ code: "body-lost" });
  const read = parseObject(() => new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  return read.ok ? { ok: true, body: read.object } : fault("invalidSyntax", read.reason.message);
}

export const config = async (c: C, ports: Ports): Promise<Response> =>
  send(c, (await descriptionsFor(c, baseOf(ports.settings)))[0]);

export const listDescribed = async (c: C, ports: Ports): Promise<Response> =>
  send(c, listOf(await descriptionsFor(c, baseOf(ports.settings))));

export async function readDescribed(c: C, ports: Ports): Promise<Response | Refusal> {
  const one = (await descriptionsFor(c, baseOf(ports.settings))).find(({ id }) => id === idIn(c));
  return one ? send(c, one) : refuse({ code: "unknown-resource" });
}
