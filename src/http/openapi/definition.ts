// What a definition of a route says. One definition tells the parameters that the route knows (../request/unknown-parameters.ts), and what the document
// for developers says of the route (./document.ts). A test holds each answer of the service against it.

import type { Right } from "../../core/caller.ts";
import type { PublicCode } from "../answer/reason-header.ts";
import type { Schema } from "./schema.ts";

/** What a request has to show. Everything but the last three is shown by the token of an account, or by an API key. */
export type Need = Right | "signed in" | "administrators" | "the client" | "an access token" | "the cookie";

export interface Answer {
  /** 200 if it is left out. */
  readonly status?: number;
  /** JSON if it is left out; null for an answer without a body. */
  readonly type?: string | null;
  /** Of a body in JSON. */
  readonly schema?: Schema;
  readonly headers?: readonly string[];
}

export interface Definition {
  /** What the call does, in one sentence without a full stop. */
  readonly does: string;
  /**
   * What a caller has to know beside it, in sentences: what the answer has, and what the call ends. `code` stands between backticks,
   * and a document is named from the root, as in docs/oidc.md#tokens.
   */
  readonly tells?: string;
  /** Left out: anyone may call. */
  readonly right?: Need;
  /**
   * The names of the parameters, beside those in the path: ./parameters.ts describes them. Left out: the route reads none, and calls
   * none unknown.
   */
  readonly takes?: readonly string[];
  /** A JSON body whose values may be lists and objects. */
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
