// GET /openapi.json: the document is whole, valid, and of the serviceRoutes that the app has.

import { type Schema, Validator } from "@cfworker/json-schema";
import { expect, it } from "vitest";
import { makeDocument } from "../../../scripts/pages/api/document.ts";
import { DEFINITIONS } from "../../../src/http/all-definitions.ts";
import { isPage, publicRoutes, serviceRoutes } from "../../fuzz/routes.ts";
import { textsOf } from "../../support/house/files.ts";
import { request } from "../../support/service.ts";
import OPENAPI from "../../vectors/openapi-3.1.json";

const DOCUMENT = makeDocument();

it("is served to programs of any origin, and may be kept for a while", async () => {
  const { status, headers, json } = await request("/openapi.json");
  expect(status).toBe(200);
  expect(json).toEqual(JSON.parse(JSON.stringify(DOCUMENT)));
  expect(headers.get("Content-Type")).toBe("application/json");
  expect(headers.get("Cache-Control")).toBe("public, max-age=300");
  expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
});

/** The schema is that of the OpenAPI Initiative, as its $id says, under the Apache License 2.0. */
it("is a document of OpenAPI 3.1", () => {
  const validator = new Validator(OPENAPI as unknown as Schema, "2020-12", false);
  const document = JSON.parse(JSON.stringify(DOCUMENT));
  expect(validator.validate(document).errors).toEqual([]);
  expect(validator.validate({ ...document, info: { ...document.info, licence: {} } }).valid).toBe(false);
});

/**
 * The first method is that of the route; ALL stands for the other methods of its path, which are
 * refused.
 */
const REGISTERED = serviceRoutes
  .filter(({ path }) => !isPage(path) || path.startsWith("/.well-known/o"))
  .map(({ method, path }) => `${method} ${path}`);

it("has every route of the app, and no other", () => {
  const defined = Object.keys(DEFINITIONS);
  // The endpoint of phones takes its methods apart itself.
  const own = REGISTERED.filter((route) => !route.startsWith("ALL "));
  expect(own.filter((route) => !defined.includes(route))).toEqual([]);
  const phones = ["GET /ttype/:ttype", "POST /ttype/:ttype"];
  expect(defined.filter((route) => !own.includes(route))).toEqual(phones);
  expect(REGISTERED).toContain("ALL /ttype/:ttype");
});

it("names each operation, and no two alike", () => {
  const names = Object.values(DOCUMENT.paths).flatMap((path) =>
    Object.values(path).map((operation) => (operation as { operationId: string }).operationId),
  );
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z][A-Za-z0-9]+$/.test(name))).toEqual([]);
});

it("says of each operation what it has to be shown, if anything", () => {
  const operations = Object.values(DOCUMENT.paths).flatMap((path) => Object.values(path)) as { security?: unknown }[];
  expect(operations.filter(({ security }) => !Array.isArray(security))).toEqual([]);
  const securityOf = (path: string, method: string) => DOCUMENT.paths[path]?.[method];
  expect(securityOf("/validate/check", "post")).toMatchObject({ security: [] });
  expect(securityOf("/token/init", "post")).toMatchObject({ security: [{ token: ["enrollTIQR"] }, {}, {}] });
});

/** These have no definition, and no right. */
const OF_BROWSERS =
  /^\/($|docs$|language$|assets\/|tiqr(auth|enroll)\/?$|\.well-known\/|(enrol|me|login|call|confirm|device)(\/|$)|oidc\/(authorize|account|logout)$|entra\/(authorize|answer)$|authz\/sign-in$)/;

const OPEN =
  "auth ttype/:ttype validate/check validate/samlcheck validate/radiuscheck validate/initialize " +
  "validate/polltransaction validate/polltransaction/:id validate/pollenrollment validate/pollenrollment/:id " +
  "validate/events/:id validate/events/enrollment/:id health healthz/ healthz/readyz healthz/livez logo.png " +
  "openapi.json oidc/jwks oidc/par oidc/ciba oidc/device oidc/token oidc/revoke oidc/introspect oidc/userinfo authz/forward-auth " +
  "entra/.well-known/openid-configuration entra/jwks " +
  "authz/auth-request authz/ext-authz/:path scim/v2/ServiceProviderConfig";

/** Nothing else tells of a right that was forgotten where the flow does without its caller. */
it("has no other route that asks for no account: a new one is for accounts until it is named here", () => {
  const open = publicRoutes.map(({ path }) => path).filter((path) => !OF_BROWSERS.test(path));
  expect(new Set(open)).toEqual(new Set(OPEN.split(" ").map((path) => `/${path}`)));
});

it("refers to every schema that it names, and to no other", () => {
  const named = [...JSON.stringify(DOCUMENT).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  expect([...new Set(named)].sort()).toEqual(Object.keys(DOCUMENT.components.schemas).sort());
});

it("groups the operations, and leaves no group empty and few without one of their own", () => {
  const operations = Object.entries(DOCUMENT.paths).flatMap(([path, of]) =>
    (Object.values(of) as { tags: string[] }[]).map(({ tags: [tag] }) => [path, tag] as const),
  );
  expect(new Set(operations.map(([, tag]) => tag))).toEqual(new Set(DOCUMENT.tags.map(({ name }) => name)));
  const others = new Set(operations.filter(([, tag]) => tag === "service").map(([path]) => path.split("/")[1]));
  expect(others).toEqual(new Set(["health", "healthz", "metrics", "logo.png", "openapi.json"]));
});

const TESTS = Object.entries(await textsOf("{test,packages/console/test}/**/*.ts")).filter(
  ([path]) => !/(^|\/)test\/(serve|browser)\//.test(path),
);

it("is held against every answer that a test gets from the service itself", () => {
  const asking = TESTS.filter(([, text]) => /\b(app|service|exports\.default)\.fetch\(/.test(text));
  expect(asking.length).toBeGreaterThan(8);
  // A page, the text of a bad setting, a body that breaks off, this file, which has the pattern,
  // and the counting of rows.
  const others = [
    "test/http/audit/after-the-reply.test.ts",
    "test/http/answer/failures.test.ts",
    "test/http/request/late-body.test.ts",
    "test/http/openapi/openapi.test.ts",
    "test/storage/wrong-pin-rows.test.ts",
  ];
  const forgotten = asking.filter(([, text]) => !text.includes("checkedByDocument("));
  expect(forgotten.map(([path]) => path).filter((path) => !others.includes(path))).toEqual([]);
});
