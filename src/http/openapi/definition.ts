// What a definition of a route says. One definition tells the parameters that the route knows (../request/unknown-parameters.ts), what the
// route and the console take for its answer (../all-definitions.ts), and what the document for developers says of the route
// (./document.ts). A test holds each answer of the service against it.

import type { Right } from "../../core/caller.ts";
import type { Schema } from "../../lib/schema.ts";
import type { PublicCode } from "../answer/reason-header.ts";

/** What a request has to show. Everything but the last three is shown by the token of an account, or by an API key. */
export type Need = Right | "signed in" | "administrators" | "the client" | "an access token" | "the cookie";

declare const CONTENT: unique symbol;

/** `Content`: what the route puts into the answer, for the compiler alone. Of JSON in an envelope it is what the envelope goes around. */
export interface Answer<Content = unknown> {
  /** 200 if it is left out. */
  readonly status?: number;
  /** JSON if it is left out; null for an answer without a body. */
  readonly type?: string | null;
  /** Of a body in JSON. */
  readonly schema?: Schema;
  readonly headers?: readonly string[];
  readonly [CONTENT]?: Content;
}
export type ContentOf<Given> = Given extends Answer<infer Content> ? Content : never;

export interface Definition {
  /** What the call does, in one sentence without a full stop. */
  readonly does: string;
  /**
   * What a caller has to know besides, in sentences: what the answer has, and what the call ends. `code` stands between backticks,
   * and a document is named from the root, as in docs/oidc.md#tokens.
   */
  readonly tells?: string | undefined;
  /** Left out: anyone may call. */
  readonly right?: Need;
  /**
   * The names of the parameters, besides those in the path: ./parameters.ts describes them. Left out: the route reads none, and calls
   * none unknown.
   */
  readonly takes?: readonly string[];
  /** A JSON body whose values may be lists and objects: ../request/json-body.ts reads it. */
  readonly body?: Schema;
  /** A form that is read as OAuth wants it. */
  readonly form?: Schema;
  readonly answers: readonly Answer[];
  /** The status of a login that is refused; 200 if it is left out. */
  readonly rejects?: number;
  /** The reasons that only some routes have. ./reasons.ts adds those that follow from the rest. */
  readonly reasons?: readonly PublicCode[];
}

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** By method and path, as Hono writes it: `POST /token/enable/:serial`. */
export type Definitions = Readonly<Record<`${Method} /${string}`, Definition>>;
