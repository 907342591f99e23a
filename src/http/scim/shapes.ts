// Users, groups and lists as a directory reads them: RFC 7643. Only what is kept.

import { either, flag, list, named, object, only, open, shape, text, time, whole } from "../../lib/schema.ts";

const metaShape = object({ resourceType: text, location: text }, { created: time, lastModified: time, version: text });
const linksShape = list(object({ value: text, display: text }));

/** Of the rest of a body nothing is kept. */
export const userBodyShape = open({ userName: text });
export const groupBodyShape = open({ displayName: text });

const USER = {
  userName: text,
  externalId: text,
  displayName: text,
  name: open({}),
  preferredLanguage: text,
  active: flag,
  emails: list(object({ value: text }, { type: text, primary: flag })),
  groups: linksShape,
};
export const directoryUserShape = shape(
  "DirectoryUser",
  () => ({ schemas: list(text), id: text }),
  () => ({ ...USER, meta: metaShape }),
);
export const directoryGroupShape = shape(
  "DirectoryGroup",
  () => ({ schemas: list(text), id: text }),
  () => ({ displayName: text, externalId: text, members: list(object({ value: text, $ref: text })), meta: metaShape }),
);
export const describedShape = named("DirectoryDescription", () => open({ schemas: list(text) }));

export const patchShape = object({ Operations: list(open({ op: text })) }, { schemas: list(text) });

export const listOfShape = named("DirectoryList", () =>
  object({
    schemas: list(text),
    totalResults: whole,
    startIndex: whole,
    itemsPerPage: whole,
    Resources: list(either(directoryUserShape, directoryGroupShape, describedShape)),
  }),
);

export const scimErrorShape = named("DirectoryError", () =>
  object(
    { schemas: list(only("urn:ietf:params:scim:api:messages:2.0:Error")), status: text, detail: text },
    { scimType: text },
  ),
);
