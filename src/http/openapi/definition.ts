// What a route's definition says: its parameters (../request/unknown-parameters.ts), the
// type of its answer for the route and the console (../all-definitions.ts), and its entry in the
// document for developers (scripts/pages/api). A test checks each answer of the service against it.

import type { NeededRight } from "../../core/caller.ts";
import type { Schema } from "../../lib/schema.ts";
import type { PublicCode } from "../answer/reason-header.ts";
import type { Method } from "../router.ts";

const OF_OTHERS = ["client", "access-token", "cookie"] as const;
type OfOthers = (typeof OF_OTHERS)[number];

/** What a request has to show: an account's token or API key for all but `OF_OTHERS`. */
export type Need = NeededRight | OtherNeed;
export type OtherNeed = "signed-in" | "administrators" | OfOthers;

declare const CONTENT: unique symbol;

/** `Content`: what the route puts into the answer, or into its envelope; for the compiler alone. */
export interface Answer<Content = unknown> {
  /** By default 200. */
  readonly status?: number;
  /** By default JSON; null for an answer without a body. */
  readonly type?: string | null;
  /** Of a JSON body. It is made for the document, and no other request waits for it. */
  readonly schema?: () => Schema;
  readonly headers?: readonly string[];
  readonly [CONTENT]?: Content;
}
export type ContentOf<One> = One extends Answer<infer Content> ? Content : never;

export interface Definition {
  /** What the call does, in one sentence without a full stop. */
  readonly does: string;
  /**
   * What else a caller has to know, in sentences, such as what the answer has. `code` is in
   * backticks, and documents are named from the root, as in docs/oidc.md#tokens.
   */
  readonly tells?: string | undefined;
  /** Without it, anyone may call. */
  readonly right?: Need;
  /**
   * Parameters outside the path (scripts/pages/api/parameters.ts). Without it, none is read or
   * called unknown.
   */
  readonly takes?: readonly string[];
  /** A JSON body whose values may be lists and objects: ../request/json-body.ts reads it. */
  readonly body?: Schema;
  /** A route of SCIM: its refusals have another form, and it reads its body by its own rules. */
  readonly scim?: { readonly body?: Schema };
  /** A form that is read by OAuth's rules. */
  readonly form?: Schema;
  /** What the request brings is a file, which may take longer than any other. */
  readonly limit?: "upload";
  /** A GET that decides something. Its HEAD, which Hono would run as a GET, is answered without. */
  readonly decides?: true;
  readonly answers: readonly Answer[];
  /** The status of a refused login. By default 200. */
  readonly rejects?: number;
  /** The reasons that only some routes have. ./reasons.ts adds those that follow from the rest. */
  readonly reasons?: readonly PublicCode[];
}

/** By method and path, as Hono writes it: `POST /token/enable/:serial`. */
export type Definitions = Readonly<Record<`${Method} /${string}`, Definition>>;

/** Whether the caller has to be an account. */
export const isOfAccounts = ({ right }: Pick<Definition, "right">): boolean =>
  right !== undefined && !OF_OTHERS.some((other) => other === right);

/** The same for the compiler. */
export type IsOfAccounts<One> = One extends { readonly right: infer Needed extends Need }
  ? [Needed] extends [OfOthers]
    ? false
    : true
  : false;
