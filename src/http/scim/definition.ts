// What the directory of an organisation calls: SCIM 2.0, RFC 7644.

import type { Schema } from "../../lib/schema.ts";
import type { PublicCode } from "../answer/reason-header.ts";
import { empty, file } from "../openapi/answers.ts";
import type { Definitions } from "../openapi/definition.ts";
import {
  describedShape,
  directoryGroupShape,
  directoryUserShape,
  groupBodyShape,
  listOfShape,
  patchShape,
  scimErrorShape,
  userBodyShape,
} from "./shapes.ts";

const TYPE = "application/scim+json";
const SHOWN = ["attributes", "excludedAttributes"];
const OF_RESOURCE = ["Location", "ETag"];

const answer = (schema: Schema, status = 200, headers: readonly string[] = OF_RESOURCE) =>
  file(TYPE, { status, headers, schema: () => schema });
const refusals = (...statuses: readonly number[]) => statuses.map((status) => answer(scimErrorShape, status, []));

const MAY = ["unknown-path", "invalid-resource", "not-one-realm", "spread-realm"] as const;
const MAKES = [...MAY, "too-large", "resource-exists", "control-character", "user-too-long", "invalid-parameter"] as const;
const CHANGES = [...MAKES, "unknown-resource", "resource-changed"] as const;

const only = "Only with `SCIM`: docs/scim.md.";
const both = <Reasons extends readonly PublicCode[]>(reasons: Reasons) => ({ right: "scim" as const, reasons });

export const scimDefinitions = {
  "GET /scim/v2/Users": {
    does: "Lists the people of the directory's realm",
    tells: `${only} \`filter\` has \`eq\` and \`and\`; nobody found is an empty list.`,
    ...both(MAY),
    takes: ["filter", "startIndex", "count", ...SHOWN],
    answers: [answer(listOfShape, 200, []), ...refusals(400, 401, 403, 404, 501, 503)],
  },
  "POST /scim/v2/Users": {
    does: "Makes a person known",
    tells: only,
    ...both([...MAKES, "name-shadows", "unseen-character"]),
    body: userBodyShape,
    answers: [answer(directoryUserShape, 201), ...refusals(400, 401, 403, 404, 409, 413, 501, 503)],
  },
  "GET /scim/v2/Users/:id": {
    does: "One person",
    tells: only,
    ...both([...MAY, "unknown-resource"]),
    takes: SHOWN,
    answers: [answer(directoryUserShape), empty(304, ["ETag"]), ...refusals(400, 401, 403, 404, 501, 503)],
  },
  "PUT /scim/v2/Users/:id": {
    does: "Writes a person anew",
    tells: `${only} What is kept and not sent goes, but \`active\` and \`externalId\` stay.`,
    ...both([...CHANGES, "name-shadows", "unseen-character"]),
    body: userBodyShape,
    answers: [answer(directoryUserShape), ...refusals(400, 401, 403, 404, 409, 412, 413, 501, 503)],
  },
  "PATCH /scim/v2/Users/:id": {
    does: "Changes a person",
    tells: `${only} All operations or none. With \`active\` false everything of the person ends.`,
    ...both([...CHANGES, "name-shadows", "unseen-character"]),
    body: patchShape,
    answers: [answer(directoryUserShape), ...refusals(400, 401, 403, 404, 409, 412, 413, 501, 503)],
  },
  "DELETE /scim/v2/Users/:id": {
    does: "Ends all of a person, who is deleted after `SCIM_DELETE_AFTER_DAYS`",
    tells: only,
    ...both([...MAY, "unknown-resource", "resource-changed"]),
    answers: [empty(204), ...refusals(400, 401, 403, 404, 412, 501, 503)],
  },
  "GET /scim/v2/Groups": {
    does: "Lists the groups of the directory's realm",
    tells: `${only} Entra asks with \`excludedAttributes=members\`.`,
    ...both(MAY),
    takes: ["filter", "startIndex", "count", ...SHOWN],
    answers: [answer(listOfShape, 200, []), ...refusals(400, 401, 403, 404, 501, 503)],
  },
  "POST /scim/v2/Groups": {
    does: "Makes a group",
    tells: `${only} Its name is among the groups that applications read of its members.`,
    ...both(MAKES),
    body: groupBodyShape,
    answers: [answer(directoryGroupShape, 201), ...refusals(400, 401, 403, 404, 409, 413, 501, 503)],
  },
  "GET /scim/v2/Groups/:id": {
    does: "One group",
    tells: only,
    ...both([...MAY, "unknown-resource"]),
    takes: SHOWN,
    answers: [answer(directoryGroupShape), empty(304, ["ETag"]), ...refusals(400, 401, 403, 404, 501, 503)],
  },
  "PUT /scim/v2/Groups/:id": {
    does: "Writes a group anew",
    tells: `${only} Without \`members\` they stay.`,
    ...both(CHANGES),
    body: groupBodyShape,
    answers: [answer(directoryGroupShape), ...refusals(400, 401, 403, 404, 409, 412, 413, 501, 503)],
  },
  "PATCH /scim/v2/Groups/:id": {
    does: "Changes a group, or who is in it",
    tells: `${only} Its answer is empty, unless the query has \`attributes\`.`,
    ...both(CHANGES),
    body: patchShape,
    answers: [
      empty(204),
      answer(directoryGroupShape),
      ...refusals(400, 401, 403, 404, 409, 412, 413, 501, 503),
    ],
  },
  "DELETE /scim/v2/Groups/:id": {
    does: "Deletes a group",
    tells: only,
    ...both([...MAY, "unknown-resource", "resource-changed"]),
    answers: [empty(204), ...refusals(400, 401, 403, 404, 412, 501, 503)],
  },
  "GET /scim/v2/ServiceProviderConfig": {
    does: "What of SCIM 2.0 this service has",
    tells: only,
    answers: [answer(describedShape, 200, []), ...refusals(404)],
    reasons: ["unknown-path"],
  },
  "GET /scim/v2/ResourceTypes": {
    does: "The kinds of resources: users and groups",
    tells: only,
    right: "signed-in",
    answers: [answer(listOfShape, 200, []), ...refusals(401, 404)],
    reasons: ["unknown-path"],
  },
  "GET /scim/v2/ResourceTypes/:id": {
    does: "One of them",
    right: "signed-in",
    answers: [answer(describedShape, 200, []), ...refusals(401, 404)],
    reasons: ["unknown-path", "unknown-resource"],
  },
  "GET /scim/v2/Schemas": {
    does: "The attributes that are kept of a user and of a group",
    tells: only,
    right: "signed-in",
    answers: [answer(listOfShape, 200, []), ...refusals(401, 404)],
    reasons: ["unknown-path"],
  },
  "GET /scim/v2/Schemas/:id": {
    does: "One schema",
    right: "signed-in",
    answers: [answer(describedShape, 200, []), ...refusals(401, 404)],
    reasons: ["unknown-path", "unknown-resource"],
  },
  "POST /scim/v2/Bulk": {
    does: "Is not there: send one change at a time",
    right: "signed-in",
    answers: [...refusals(401, 404, 501)],
    reasons: ["unknown-path", "no-bulk"],
  },
} satisfies Definitions;
