// Rules for every reply, whatever was requested. Each rule returns what is wrong as a text; none is
// about a single request.

import { PROTOCOL_HEADER } from "../../src/tiqr/replies.ts";
import type { Attack } from "./requests.ts";
import { isPage, isPublicPath } from "./routes.ts";
import type { AttackReply } from "./target.ts";

type Rule = (reply: AttackReply, attack: Attack) => string | undefined;

/** No request of an attacker makes the service fail. */
/** RFC 7644 §3.7: a service without /Bulk answers 501. */
const noAccident: Rule = ({ response: { status }, request }) =>
  status >= 500 && !(status === 501 && request.url.includes("/scim/v2/Bulk")) ? `status ${status}` : undefined;

/**
 * A browser shows nothing that the attacker wrote as a page; in our own pages it runs only our own
 * files.
 */
const noPage: Rule = ({ request, response: { headers }, text }) => {
  if (isPage(new URL(request.url).pathname)) {
    const html = headers.get("Content-Type")?.startsWith("text/html");
    const policy = headers.get("Content-Security-Policy") ?? "";
    if (html && !/^default-src 'none'; script-src 'self';/.test(policy)) return "a page without the policy";
    return html && /<script(?! type="module" src="\/assets\/)/.test(text) ? "a script in a page" : undefined;
  }
  if (/html|xml|svg|javascript/i.test(headers.get("Content-Type") ?? "")) return "a type that browsers run";
  return headers.get("X-Content-Type-Options") === "nosniff" ? undefined : "sniffable";
};

/** Of Prometheus, in lines. */
const METRICS = /^text\/plain; version=0\.0\.4/;

/** No header or text carries raw input into a log or a terminal. JSON may contain a raw DEL. */
const noControl: Rule = ({ response, text }) => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the question
  const control = /[\u0000-\u001f]/;
  if ([...response.headers].some(([, value]) => control.test(value))) return "a control character in a header";
  const type = response.headers.get("Content-Type") ?? "";
  const isText = /^(application\/json|text\/plain)/.test(type);
  return isText && control.test(METRICS.test(type) ? text.replaceAll("\n", "") : text)
    ? "a raw control character in the body"
    : undefined;
};

/** Nor can a message, once parsed, write lines or colours of its own into a log. */
const plainMessage: Rule = ({ response, text }) => {
  if (response.headers.get("Content-Type") !== "application/json" || text === "") return undefined;
  const message: unknown = JSON.parse(text).result?.error?.message;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the question
  return typeof message === "string" && /[\u0000-\u001f\u007f]/.test(message)
    ? "a control character in the message"
    : undefined;
};

const cacheable: Rule = ({ request, response: { headers, ok }, text }, { route }) => {
  const control = headers.get("Cache-Control") ?? "";
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/enrol/") && ok) return control === "no-store" ? undefined : "an enrolment may be kept";
  if (pathname.startsWith("/login") && headers.get("Content-Type")?.startsWith("text/html"))
    return control === "no-store" ? undefined : "a login may be kept";
  if (isPage(pathname)) return undefined;
  if (
    control === "no-store" ||
    (["/logo.png", "/oidc/jwks", "/openapi.json"].includes(route.path) && control.startsWith("public"))
  )
    return undefined;
  if (control !== "no-cache") return `Cache-Control is ${control}`;
  const secret = /"(token|pin|tiqrenroll|transaction_ids|enrollmentUrl|attributes)":/.exec(text)?.[1];
  return secret && !isList(text) ? `${secret} may be kept by a cache` : undefined;
};
/** An administrator's lists have columns with these names, and contain no secrets. */
const isList = (text: string): boolean => /"(tokens|challenges|auditcolumns)":\[/.test(text);

/** Only a right response from a phone lets anyone in, and no attacker has one. */
const nobodyGetsIn: Rule = ({ request, text, response: { status } }, { route }) => {
  if (!route.path.startsWith("/validate/") || request.method === "OPTIONS") return undefined;
  const isAccepted = /"authentication":"ACCEPT"|"auth":true|"challenge_status":"accept"/.test(text) || status === 204;
  return isAccepted ? "someone got in" : undefined;
};

const nobodyAdministers: Rule = ({ request, response: { status } }, { route, admin }) => {
  if (isPublicPath(route.path) || admin === "signed-in" || admin === "bearer" || request.method === "OPTIONS")
    return undefined;
  // It is no secret which methods a path has.
  return [401, 404, 405].includes(status) ? undefined : `status ${status} without an administrator`;
};

/**
 * The attack may have changed the path into another route's, so the expected form depends on the
 * path.
 */
const rightForm: Rule = (reply) => {
  const { request, response, text } = reply;
  const { pathname } = new URL(request.url);
  if (request.method === "OPTIONS" && text === "") return undefined;
  if (request.method === "HEAD" || response.status === 204)
    return text === "" ? undefined : "a body where there is none";
  if (request.method === "POST" && /^\/ttype\/tiqr$/i.test(pathname)) return phoneForm(reply);
  const type = response.headers.get("Content-Type") ?? "";
  if (isPage(pathname) && type !== "application/json") return undefined;
  // the state of an enrolment, or a file for linked apps
  if (isPage(pathname) && response.ok) return undefined;
  if (pathname.startsWith("/scim/v2")) return scimForm(reply);
  if (pathname === "/metrics" && response.ok) return METRICS.test(type) ? undefined : type;
  if (pathname === "/audit/stream" && response.ok) return linesForm(type, text);
  if (pathname === "/openapi.json" && response.ok) return type === "application/json" ? undefined : type;
  if (pathname === "/logo.png" && response.ok) return type === "image/png" ? undefined : type;
  if (/^text\/csv; charset=utf-8$/.test(type)) return /^\/(token|audit)\//.test(pathname) ? undefined : "CSV";
  if (OAUTH.test(pathname) && response.status !== 405) return oauthForm(reply);
  if (pathname === "/validate/radiuscheck" && response.status === 400 && text === "")
    return type === "text/plain; charset=UTF-8" ? undefined : `type ${type}`;
  if (type !== "application/json") return `type ${type}`;
  return jsonForm(JSON.parse(text), response.status, pathname);
};

/** RFC 7644 §3.1 and §3.12. */
function scimForm({ response, text }: AttackReply): string | undefined {
  const type = response.headers.get("Content-Type");
  if (type !== "application/scim+json") return `type ${type}`;
  const { schemas, status, detail } = JSON.parse(text);
  if (response.ok) return Array.isArray(schemas) ? undefined : "not the form of SCIM";
  return status === String(response.status) && typeof detail === "string" ? undefined : "not an error of SCIM";
}

/** A JSON object a line, each ended by a line feed. */
function linesForm(type: string, text: string): string | undefined {
  if (type !== "application/x-ndjson; charset=utf-8") return `type ${type}`;
  const lines = text.split("\n");
  return lines.pop() === "" && lines.every((line) => JSON.parse(line).number > 0) ? undefined : "not the form of lines";
}

/**
 * The endpoints that follow the RFCs of OAuth. The others below /oidc/ are for browsers or for
 * accounts.
 */
const OAUTH = /^\/oidc\/(par|token|userinfo|revoke|introspect|jwks)$/;

function oauthForm({ request, response, text }: AttackReply): string | undefined {
  const type = response.headers.get("Content-Type");
  if (new URL(request.url).pathname === "/oidc/jwks")
    return type === "application/jwk-set+json" ? undefined : `type ${type}`;
  const told = response.headers.get("WWW-Authenticate");
  if (response.status === 401 && text === "") return told === "Bearer" ? undefined : "no scheme";
  if (type !== "application/json") return `type ${type}`;
  const { error, error_description: description } = JSON.parse(text);
  const isRefused =
    /^[a-z_]+$/.test(error) && typeof description === "string" && [400, 401, 403].includes(response.status);
  if (response.headers.get("Cache-Control") !== "no-store") return "may be stored";
  return isRefused && (response.status === 400 || told !== null) ? undefined : "not the form of an OAuth error";
}

/**
 * The detail of an error is empty, except for warnings about parameters: at most five short lines,
 * which repeat nothing of the request but plain names.
 */
function isDetailOfError(
  detail: Readonly<Partial<Record<"warnings" | "warning_codes", readonly string[]>>> | null,
): boolean {
  const { warnings = [], warning_codes: codes = [], ...others } = detail ?? {};
  const isPlain = (line: string) =>
    /^unknown parameter(: [\w.-]{1,40}\.( Did you mean \w+\?)?|, whose name .*)$/.test(line);
  const areCoded = codes.length === warnings.length && codes.every((code) => code === "unknown-parameter");
  return Object.keys(others).length === 0 && warnings.length <= 5 && warnings.every(isPlain) && areCoded;
}

// biome-ignore lint/suspicious/noExplicitAny: replies are looked into freely
function jsonForm(body: any, status: number, pathname: string): string | undefined {
  if (pathname === "/health") return body.status === "ok" || status === 405 ? undefined : "another health";
  if (pathname.startsWith("/ttype/") && status === 200 && body.service) return undefined;
  const { jsonrpc, id, time, version, versionnumber, result, detail } = body;
  if (jsonrpc !== "2.0" || !Number.isFinite(time) || typeof version !== "string") return "not the envelope";
  if (result?.status === false) {
    const { code, message } = result.error ?? {};
    const isError = id === 1 && status >= 400 && Number.isInteger(code) && typeof message === "string";
    return isError && isDetailOfError(detail) ? undefined : "not the envelope of an error";
  }
  if (result?.status !== true || status !== 200 || typeof versionnumber !== "string" || !("value" in result))
    return "not the envelope of a success";
  const authentication = ["ACCEPT", "CHALLENGE", "REJECT"].includes(result.authentication);
  return authentication === (id === 2) ? undefined : "id and authentication disagree";
}

const TEXT = /^(OK|ENROLLMENT_REFUSED|INVALID_RESPONSE:[1-9]|INVALID_REQUEST|INVALID_CHALLENGE|ACCOUNT_BLOCKED)$/;

/**
 * A phone gets a word of its protocol, with status 200. There is one exception: metadata cannot be
 * fetched by POST.
 */
function phoneForm({ request, response, text }: AttackReply): string | undefined {
  const { status, headers } = response;
  if (status === 405 && /Allowed: GET, HEAD, OPTIONS/.test(text)) return undefined;
  if (status !== 200) return `a phone hears status ${status}`;
  if (headers.get("Cache-Control") !== "no-store") return "a phone's word may be kept by a cache";
  const wantsJson = Number.parseInt(request.headers.get(PROTOCOL_HEADER) ?? "", 10) >= 2;
  const type = headers.get("Content-Type") ?? "";
  if (!wantsJson)
    return TEXT.test(text) && type.startsWith("text/plain") && !headers.has(PROTOCOL_HEADER)
      ? undefined
      : "no word of protocol 1";
  const { responseCode, attemptsLeft = 1, message } = JSON.parse(text);
  if (responseCode !== 1 && (typeof message !== "string" || message === "")) return "a refusal without a sentence";
  const isWord =
    [1, 101, 201, 202, 203, 204].includes(responseCode) && Number.isInteger(attemptsLeft) && attemptsLeft >= 1;
  return isWord && type === "application/json" && headers.get(PROTOCOL_HEADER) === "2"
    ? undefined
    : "no word of protocol 2";
}

const RULES: Readonly<Record<string, Rule>> = {
  noAccident,
  noPage,
  noControl,
  plainMessage,
  cacheable,
  nobodyGetsIn,
  nobodyAdministers,
  rightForm,
};

/** Returns what is wrong with the reply, by rule, and the reply itself; empty if nothing is. */
export function wrongWith(reply: AttackReply, attack: Attack): string[] {
  const wrong = Object.entries(RULES).flatMap(([name, rule]) => {
    const why = rule(reply, attack);
    return why === undefined ? [] : [`${name}: ${why}`];
  });
  const { request, response, text } = reply;
  return wrong.length === 0 ? [] : [...wrong, `${request.method} ${request.url}`, `${response.status} ${text}`];
}
