// What is built of the definitions of routes, which no Worker has: the documents about the API, and
// the rules that the worker goes by.

import { BODIES } from "../../../src/http/all-bodies.ts";
import { DEFINITIONS } from "../../../src/http/all-definitions.ts";
import { ApiPage } from "./api-page.tsx";
import { examplesOf } from "./calls.ts";
import { makeDocument } from "./document.ts";

/** For src/http/route-rules.ts. JSON leaves out what is undefined. */
function rules(): object {
  return Object.fromEntries(
    Object.entries(DEFINITIONS).map(([route, { right, takes, limit, decides, body }]) => {
      // Without its schema every field of the body would be foreign.
      if (BODIES[route] !== body) throw new Error(`The body of ${route} is not in src/http/all-bodies.ts.`);
      return [route, { right, takes, limit, decides }];
    }),
  );
}

/** `documents`: the texts of docs/api.md and docs/api-examples.md. */
export const apiFiles = (documents: readonly string[]) => ({
  document: JSON.stringify(makeDocument()),
  page: String(<ApiPage {...examplesOf(documents)} />),
  rules: JSON.stringify(rules()),
});
