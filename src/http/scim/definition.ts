// What the directory of an organisation calls: SCIM 2.0, RFC 7644.

import type { Schema } from "../../lib/schema.ts";
import type { PublicCode } from "../answer/reason-header.ts";
import { empty, file } from "../openapi/answers.ts";
import type { Answer, Definitions } from "../openapi/definition.ts";
import {
  describedShape,
  directoryGroupShape,
  directoryUserShape,
  groupBodyShape,
  listOfShape,
  patchShape,
  userBodyShape,
} from "./shapes.ts";

const SHOWN = ["attributes", "excludedAttributes"];
const answer = (schema: Schema, headers: readonly string[] = [], status = 200) =>
  file("application/scim+json", { status, headers, schema: () => schema });
const whole = (schema: Schema, status = 200) => answer(schema, ["Location", "ETag"], status);
const LISTED = answer(listOfShape);

const ANY = ["unknown-path", "invalid-resource", "not-one-realm", "spread-realm"] as const;
const ONE = [...ANY, "unknown-resource"] as const;
const NAMES = ["too-large", "resource-exists"] as const;
const PEOPLE = [
  ...NAMES,
  ...["name-shadows", "unseen-character", "control-character", "user-too-long", "invalid-parameter"],
] as const satisfies readonly PublicCode[];

/** A route for the account of a directory. `sent`: the body. */
const ofDirectory = (
  does: string,
  tells: string,
  reasons: readonly PublicCode[],
  answers: readonly Answer<never>[],
  sent?: Schema,
) =>
  ({
    does,
    tells: `Only with \`SCIM\`: docs/scim.md.${tells}`,
    right: "scim",
    reasons,
    answers,
    scim: sent ? { body: sent } : {},
  }) as const;

/** What the service says of itself, to any account. */
const described = (does: string, ...answers: readonly Answer<never>[]) =>
  ({ does, right: "signed-in", reasons: ["unknown-path", "unknown-resource", "no-bulk"], answers, scim: {} }) as const;

export const scimDefinitions = {
  "GET /scim/v2/Users": {
    ...ofDirectory(
      "Lists the people of the directory's realm",
      " `filter` has `eq` and `and`. Nobody found is an empty list.",
      ANY,
      [LISTED],
    ),
    takes: ["filter", "startIndex", "count", ...SHOWN],
  },
  "POST /scim/v2/Users": ofDirectory(
    "Makes a person known",
    "",
    [...ANY, ...PEOPLE],
    [whole(directoryUserShape, 201)],
    userBodyShape,
  ),
  "GET /scim/v2/Users/:id": {
    ...ofDirectory("One person", "", ONE, [whole(directoryUserShape), empty(304, ["ETag"])]),
    takes: SHOWN,
  },
  "PUT /scim/v2/Users/:id": ofDirectory(
    "Writes a person anew",
    " What is not sent goes, but `active` and `externalId` stay.",
    [...ONE, ...PEOPLE, "resource-changed"],
    [whole(directoryUserShape)],
    userBodyShape,
  ),
  "PATCH /scim/v2/Users/:id": ofDirectory(
    "Changes a person",
    " All operations or none. With `active` false everything of the person ends.",
    [...ONE, ...PEOPLE, "resource-changed"],
    [whole(directoryUserShape)],
    patchShape,
  ),
  "DELETE /scim/v2/Users/:id": ofDirectory(
    "Ends everything of a person, who is removed after `SCIM_DELETE_AFTER_DAYS`",
    "",
    [...ONE, "resource-changed"],
    [empty(204)],
  ),
  "GET /scim/v2/Groups": {
    ...ofDirectory("Lists the groups of the directory's realm", "", ANY, [LISTED]),
    takes: ["filter", "startIndex", "count", ...SHOWN],
  },
  "POST /scim/v2/Groups": ofDirectory(
    "Makes a group",
    " Its name is among the groups that applications read of its members.",
    [...ANY, ...NAMES],
    [whole(directoryGroupShape, 201)],
    groupBodyShape,
  ),
  "GET /scim/v2/Groups/:id": {
    ...ofDirectory("One group", "", ONE, [whole(directoryGroupShape), empty(304, ["ETag"])]),
    takes: SHOWN,
  },
  "PUT /scim/v2/Groups/:id": ofDirectory(
    "Writes a group anew",
    " Members that are not sent stay.",
    [...ONE, ...NAMES, "resource-changed"],
    [whole(directoryGroupShape)],
    groupBodyShape,
  ),
  "PATCH /scim/v2/Groups/:id": ofDirectory(
    "Changes a group, or who is in it",
    " The answer is empty, unless the query has `attributes`.",
    [...ONE, ...NAMES, "resource-changed"],
    [empty(204), whole(directoryGroupShape)],
    patchShape,
  ),
  "DELETE /scim/v2/Groups/:id": ofDirectory("Deletes a group", "", [...ONE, "resource-changed"], [empty(204)]),
  "GET /scim/v2/ServiceProviderConfig": {
    does: "What of SCIM 2.0 this service has",
    reasons: ["unknown-path"],
    answers: [answer(describedShape)],
    scim: {},
  },
  "GET /scim/v2/ResourceTypes": described("The kinds of resources: users and groups", LISTED),
  "GET /scim/v2/ResourceTypes/:id": described("One of them", answer(describedShape)),
  "GET /scim/v2/Schemas": described("The attributes that are kept of a user and of a group", LISTED),
  "GET /scim/v2/Schemas/:id": described("One of the two", answer(describedShape)),
  "POST /scim/v2/Bulk": described("Is not there: send one change at a time"),
} satisfies Definitions;
