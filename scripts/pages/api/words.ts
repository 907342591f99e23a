// The words of /docs, in English alone, as the API's own texts are: the page is for developers.

import type { Need, OtherNeed } from "../../../src/http/openapi/definition.ts";

export const DOCS = {
  title: "API",
  lead: "Every call of this service: what it takes, what it has to show, and what is answered.",
  asDocument: "The same as an OpenAPI 3.1 document, with all schemas",
  filter: "Find a call",
  filterSample: "token serial, setpin, GET /audit …",
  count: (all: number) => `of ${all} calls`,
  none: "No call has all these words.",
  parts: "Parts",
  beforehand: "Before you call",
  beforehandText:
    "The examples are for a shell. S is the address of the service, and TOKEN what POST /auth gives to an account; an API key in X-API-Key serves as well.",
  beforehandCalls:
    "S=https://login.example.org\nTOKEN=$(curl -s $S/auth -d username=admin -d password=$PASSWORD | jq -r .result.value.token)",
  names: "Other names in the examples",
  right: "Right",
  anyone: "none",
  parameters: "Parameters",
  required: "required",
  answers: "Answers",
  copy: "Copy",
  copied: "Copied",
};

const NEEDS: Readonly<Record<OtherNeed, string>> = {
  "signed-in": "signed in",
  administrators: "administrators",
  client: "the client",
  "access-token": "an access token",
  cookie: "the cookie",
};

const isOther = (need: Need): need is OtherNeed => typeof need === "string" && Object.hasOwn(NEEDS, need);

/** A right has its own name, which `name` may mark as such. */
export function needText(need: Need | undefined, name = (right: string) => right): string {
  if (need === undefined) return DOCS.anyone;
  return isOther(need) ? NEEDS[need] : [need].flat().map(name).join(" or ");
}
