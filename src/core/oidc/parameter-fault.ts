// What was wrong with a request of an application: the parameter, and what came. It is for the
// developer, on our page, in the trail (its column `detail`) and in the client's refusals.
//
// Anyone can send such a request, and an administrator reads it. So what came is text in printable
// ASCII: no character is unseen, turns the text round, or only looks like another one. It is short,
// because strangers fill rows with it, and only of parameters that never hold a secret.

import type { OauthParams } from "./oauth-params.ts";

export const FAULTS = [
  ...(["missing", "repeated", "too-long", "malformed", "unsupported", "unreadable", "unknown"] as const),
  /** `redirect_uri` is not one of the client's. */
  "unregistered",
  /** The client's `scope` lacks it, so it was left out. */
  "left-out",
  /** Nobody is signed in as the request demands. */
  "unmet",
  /** It is not that of the request for authorization, or comes from another client or person. */
  "mismatched",
  /** `code_verifier`, though the request for authorization had no challenge. */
  "unexpected",
  /** It was used before, or is over. */
  ...(["used", "over"] as const),
] as const;
export type FaultKind = (typeof FAULTS)[number];

export interface ParameterFault<Kind extends FaultKind = FaultKind> {
  readonly parameter: string;
  readonly fault: Kind;
  /** As far as it may be shown; empty if it may not. */
  readonly came: string;
}

/** Longer than nearly all addresses. It bounds what strangers can leave in the trail. */
const MAX_CAME_CHARACTERS = 100;
const MAX_NAME_CHARACTERS = 40;
/** Some applications send their secret in its place. So few show a slip, and reveal no secret. */
const MAX_ID_CHARACTERS = 12;

/** Whose values may be shown. Others hold secrets, or what the application tells itself. */
const SHOWN = [
  ...["client_id", "redirect_uri", "response_type", "response_mode", "scope", "prompt", "max_age"],
  ...["code_challenge_method", "grant_type", "token_endpoint_auth_method"],
  // Microsoft's names of a tenant and an application there, and how old a hint is.
  ...["id_token_hint.iss", "id_token_hint.tid", "id_token_hint.aud", "id_token_hint.iat"],
];

/** A text as printable ASCII. A text that was cut ends with an ellipsis, which no address has. */
function visible(text: string, most: number, unseen: RegExp): string {
  // Each character gives at least one, so no more of them are needed.
  const printable = text
    .slice(0, most + 1)
    .toWellFormed()
    .replace(unseen, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  return printable.length > most ? `${printable.slice(0, most)}…` : printable;
}

const UNSEEN = /[^ -~…]/gu;
/**
 * In an address or a hint blanks as well, or a stranger could have a sentence of theirs read on our
 * page.
 */
const UNSEEN_OR_BLANK = /[^!-~…]/gu;

/** name:password@ before a host, whatever the slashes before it are. */
const USER = /^((?:[^:/\\?#@]*:)?[/\\]+)?[^/\\?#]*@/;
/** The same with a password that has a slash in it: what follows the colon is no port. */
const USER_AND_SLASH = /^((?:[^:/\\?#@]*:)?[/\\]+)[^:/\\?#@[]*:(?!\d{0,5}(?:[/\\?#]|$))[^@]*@/;
/** Some applications send the whole address at which they got their code. */
const ANSWER = /([?&#](?:code|state|nonce|[a-z_]*(?:token|secret|password|assertion))=)[^&#]*/gi;

/** Without what may be secret. No address has an ellipsis, so such a one is never registered. */
const shownAddress = (address: string): string =>
  address.replace(USER, "$1…@").replace(USER_AND_SLASH, "$1…@").replace(ANSWER, "$1…");

/** Two values of a repeated parameter say enough. */
function cameOf(parameter: string, values: readonly string[]): string {
  if (!SHOWN.includes(parameter)) return "";
  const some = values.slice(0, 2);
  const most = parameter === "client_id" ? MAX_ID_CHARACTERS : MAX_CAME_CHARACTERS / some.length;
  const show = (value: string): string =>
    parameter === "redirect_uri"
      ? visible(shownAddress(value), most, UNSEEN_OR_BLANK)
      : visible(value, most, parameter.startsWith("id_token_hint") ? UNSEEN_OR_BLANK : UNSEEN);
  return some.map(show).join(" ");
}

export function faultIn<Kind extends FaultKind>(
  params: OauthParams,
  parameter: string,
  fault: Kind,
): ParameterFault<Kind> {
  const values = params.get(parameter) ?? [];
  return {
    parameter: visible(parameter || "-", MAX_NAME_CHARACTERS, UNSEEN_OR_BLANK),
    fault,
    came: fault === "too-long" ? String(values[0]?.length ?? 0) : cameOf(parameter, values),
  };
}

/** Why a parameter has not exactly one value. */
export const lackIn = (params: OauthParams, parameter: string): "missing" | "repeated" =>
  (params.get(parameter)?.length ?? 0) > 1 ? "repeated" : "missing";

/** The same where there is a value, or nothing to be shown. */
export const faultOf = (parameter: string, fault: FaultKind, value = ""): ParameterFault =>
  faultIn(new Map([[parameter, [value]]]), parameter, fault);

/** The column `detail` of the trail. */
export const detailOf = ({ parameter, fault, came }: ParameterFault): string =>
  [parameter, fault, ...(came === "" ? [] : [came])].join(" ");

/** Undefined for a row without one, or of a later version. */
export function faultInDetail(detail: string): ParameterFault | undefined {
  const [, parameter, word, came = ""] = /^(\S+) (\S+)(?: (.*))?$/.exec(detail) ?? [];
  const fault = FAULTS.find((each) => each === word);
  return parameter !== undefined && fault ? { parameter, fault, came } : undefined;
}
