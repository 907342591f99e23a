// The definition of an endpoint that applications call, with a form and OAuth's answers.

import { type Schema, text } from "../../lib/schema.ts";
import { json } from "../openapi/answers.ts";
import type { Definition } from "../openapi/definition.ts";
import { oauthErrorShape } from "../openapi/envelope-shapes.ts";

const CLIENT_SHOWS = { client_id: text, client_secret: text, client_assertion: text, client_assertion_type: text };

export const refusedWith = (...statuses: readonly number[]) => statuses.map((status) => json(oauthErrorShape, status));

export const ofClient = <Value>(
  does: string,
  tells: string,
  form: Schema,
  answer: Schema<Value>,
  status = 200,
  refusals: readonly number[] = [400, 401],
) =>
  ({
    does,
    tells,
    right: "client",
    form: { ...form, properties: { ...form.properties, ...CLIENT_SHOWS } },
    answers: [json(answer, status), ...refusedWith(...refusals)],
  }) satisfies Definition;
