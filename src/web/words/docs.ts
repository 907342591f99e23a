// The words of /docs, in English alone, as the API's own texts are: the page is for developers.

import type { Need, OtherNeed } from "../../http/openapi/definition.ts";

export const DOCS = {
  title: "API",
  lead: "Every route of this service: what a request takes, what it has to show, and what is answered.",
  asDocument: "The same as an OpenAPI 3.1 document, with all schemas",
  right: "Right",
  anyone: "none",
  parameters: "Parameters",
  parameter: "Parameter",
  meaning: "Meaning",
};

const NEEDS: Readonly<Record<OtherNeed, string>> = {
  "signed-in": "signed in",
  administrators: "administrators",
  client: "the client",
  "access-token": "an access token",
  cookie: "the cookie",
};

const isOther = (need: Need): need is OtherNeed => Object.hasOwn(NEEDS, need);

/** A right has its own name, which `name` may mark as such. */
export function needText(need: Need | undefined, name = (right: string) => right): string {
  if (need === undefined) return DOCS.anyone;
  return isOther(need) ? NEEDS[need] : name(need);
}
