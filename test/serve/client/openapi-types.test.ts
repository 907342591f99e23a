// What the client package declares is what the document of the API says: a compiler holds the types
// of its calls against types that are made from the document's schemas. An answer has what is
// declared, and no key more; and what is declared may be sent.
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";
import { makeDocument } from "../../../scripts/pages/api/document.ts";
import { typesOf } from "../../support/house/schema-types.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const folder = temporaryFolder();

/** What the service gives, and what a call declares. */
const GIVEN = [
  ['Value<"GET /token/">', 'Given<"tokens", "list">'],
  ['Value<"POST /token/enable">', 'Given<"tokens", "enable">'],
  ['Detail<"GET /validate/pollenrollment/{id}">["enrollment"]', 'Given<"tokens", "enrollment">'],
  ['Detail<"POST /token/setrandompin">["pin"]', 'Given<"tokens", "setRandomPin">["pin"]'],
  ['Value<"GET /token/challenges/">', 'Given<"challenges", "list">'],
  ['Value<"DELETE /token/challenges/transaction/{transaction_id}">["deleted"]', 'Given<"challenges", "cancel">'],
  ['Value<"GET /user/">', 'Given<"users", "list">["users"]'],
  ['Value<"GET /user/{realm}/{name}">', 'Given<"users", "get">'],
  ['Extract<Value<"GET /user/attribute">, object>', 'Given<"users", "attributes">'],
  ['Detail<"DELETE /user/{realm}/{name}">["tokens"]', 'Given<"users", "delete">'],
  ['Value<"GET /token/enrollmentlink">', 'Given<"links", "list">'],
  ['Detail<"POST /token/enrollmentlink">', 'Given<"links", "make">'],
  ['Value<"GET /accounts">', 'Given<"accounts", "list">'],
  ['Value<"POST /accounts/{name}/keys">', 'Given<"accounts", "makeKey">'],
  ['Value<"GET /oidc/clients">', 'Given<"clients", "list">'],
  ['Value<"GET /oidc/clients/{client_id}">', 'Given<"clients", "get">'],
  ['Value<"POST /oidc/clients">', 'Given<"clients", "make">'],
  ['Value<"PATCH /oidc/clients/{client_id}">', 'Given<"clients", "change">'],
  ['Value<"POST /oidc/clients/{client_id}/secret">', 'Given<"clients", "rotateSecret">'],
  ['Value<"GET /events/endpoints">', 'Given<"endpoints", "list">'],
  ['Value<"GET /events/endpoints/{id}">', 'Given<"endpoints", "get">'],
  ['Value<"POST /events/endpoints">', 'Given<"endpoints", "make">'],
  // Only a call that rotates the secret is told one.
  ['Omit<Value<"PATCH /events/endpoints/{id}">, "secret">', 'Given<"endpoints", "change">'],
  ['Value<"POST /events/endpoints/{id}/test">', 'Given<"endpoints", "test">'],
  ['Value<"GET /events/endpoints/{id}/deliveries">', 'Given<"endpoints", "deliveries">'],
  ['Value<"GET /jobs">', 'Given<"jobs", "list">'],
  ['Value<"GET /jobs/{id}">', 'Given<"jobs", "get">'],
  ['Value<"POST /jobs/{id}/cancel">', 'Given<"jobs", "cancel">'],
  ['Value<"POST /jobs/tokens">["id"]', 'Given<"jobs", "beginTokens">'],
  ['Value<"POST /jobs/users">["id"]', 'Given<"jobs", "beginUsers">'],
  ['Value<"GET /audit/">', 'Given<"audit", "list">'],
  ['Value<"GET /audit/statistics">', 'Given<"audit", "statistics">'],
  ['Value<"GET /audit/verification">', 'Given<"audit", "verification">'],
  ['Value<"GET /system/">', 'Awaited<ReturnType<Manage["settings"]>>'],
  ['Value<"GET /realm/">', 'Awaited<ReturnType<Manage["realms"]>>'],
] as const;

/**
 * What a call declares that may be sent, and what the service takes: the types of a JSON body, and
 * all names.
 */
const SENT = [
  // Rights are any text in the package, because a newer service may have more of them.
  ['NamesSent<"accounts", "make", 0>', 'Names["POST /accounts"]'],
  ['NamesSent<"accounts", "change", 1>', 'Names["PATCH /accounts/{name}"]'],
  ['Sent<"accounts", "makeKey", 1>', 'Bodies["POST /accounts/{name}/keys"]'],
  ['Sent<"endpoints", "make", 0>', 'Bodies["POST /events/endpoints"]'],
  ['Sent<"endpoints", "change", 1>', 'Bodies["PATCH /events/endpoints/{id}"]'],
  ['Sent<"jobs", "beginTokens", 0>', 'Bodies["POST /jobs/tokens"]'],
  ['Sent<"jobs", "beginUsers", 0>', 'Bodies["POST /jobs/users"]'],
  ['NamesSent<"accounts", "makeKey", 1>', 'Names["POST /accounts/{name}/keys"]'],
  ['NamesSent<"endpoints", "make", 0>', 'Names["POST /events/endpoints"]'],
  ['NamesSent<"endpoints", "change", 1>', 'Names["PATCH /events/endpoints/{id}"]'],
  ['NamesSent<"jobs", "beginTokens", 0>', 'Names["POST /jobs/tokens"]'],
  ['NamesSent<"jobs", "beginUsers", 0>', 'Names["POST /jobs/users"]'],
  ['NamesSent<"clients", "make", 0>', 'Names["POST /oidc/clients"]'],
  ['NamesSent<"clients", "change", 1>', 'Names["PATCH /oidc/clients/{client_id}"]'],
  ['NamesSent<"tokens", "list", 0>', 'Names["GET /token/"]'],
  ['NamesSent<"tokens", "init", 0>', 'Names["POST /token/init"]'],
  ['NamesSent<"tokens", "set", 0 | 1>', 'Names["POST /token/set"]'],
  ['NamesSent<"tokens", "assign", 0>', 'Names["POST /token/assign"]'],
  ['NamesSent<"tokens", "resetMany", 0>', 'Names["POST /token/reset"]'],
  ['NamesSent<"challenges", "list", 0>', 'Names["GET /token/challenges/"]'],
  ['NamesSent<"users", "list", 0>', 'Names["GET /user/"]'],
  ['NamesSent<"links", "list", 0>', 'Names["GET /token/enrollmentlink"]'],
  ['NamesSent<"links", "make", 0>', 'Names["POST /token/enrollmentlink"]'],
  ['NamesSent<"audit", "list", 0>', 'Names["GET /audit/"]'],
] as const;

const HEAD = `import type { Answers, Bodies, Names } from "./document.ts";
import type { TiqrManagement as Manage } from ${JSON.stringify(inProject("packages/client/index.js"))};
type Some<Type> = [Type] extends [never] ? { readonly nothing: "to be held" } : Type;
type Call<Part extends keyof Manage, Name extends keyof Manage[Part]> =
  Manage[Part][Name] extends (...asked: infer Asked) => infer Given ? { asked: Asked; given: Awaited<Given> } : never;
type Given<Part extends keyof Manage, Name extends keyof Manage[Part]> = Call<Part, Name>["given"];
type Sent<Part extends keyof Manage, Name extends keyof Manage[Part], At extends keyof Call<Part, Name>["asked"]> =
  Some<Exclude<Call<Part, Name>["asked"][At], undefined>>;
type KeysOfEach<Type> = Type extends unknown ? keyof Type : never;
type NamesSent<Part extends keyof Manage, Name extends keyof Manage[Part], At extends keyof Call<Part, Name>["asked"]> =
  Some<KeysOfEach<Sent<Part, Name, At>>>;
type Value<Route extends keyof Answers> = Some<Answers[Route] extends { result: { value: infer Is } } ? Is : never>;
/** Without warnings, which any answer may have. */
type Detail<Route extends keyof Answers> =
  Omit<Some<Exclude<Answers[Route] extends { detail?: infer Is } ? Is : never, undefined>>, "warnings" | "warning_codes">;
type Fits<There extends Expected, Expected> = There;
/** With each key that may be absent. */
type Whole<Type> = Type extends readonly (infer Item)[]
  ? readonly Whole<Item>[]
  : Type extends object ? { readonly [Name in keyof Type]-?: Whole<Exclude<Type[Name], undefined>> } : Type;
`;

const OPTIONS = {
  extends: inProject("tsconfig.base.json"),
  compilerOptions: { lib: ["es2024", "dom"], exactOptionalPropertyTypes: false, types: [] },
  include: ["."],
};

/** The compiler's faults; empty if all is well. */
async function faultsOf(name: string, document: ReturnType<typeof makeDocument>): Promise<string> {
  const place = join(folder(), name);
  mkdirSync(place);
  const fits = [...GIVEN, ...SENT].map(([there, expected]) => `Fits<${there}, ${expected}>`);
  const keys = GIVEN.map(([there, expected]) => `Fits<Whole<${expected}>, Whole<${there}>>`);
  const lines = [...fits, ...keys].map((held, at) => `export type Held${at} = ${held};`);
  writeFileSync(join(place, "held.ts"), `${HEAD}${lines.join("\n")}\n`);
  writeFileSync(join(place, "document.ts"), typesOf(document));
  writeFileSync(join(place, "tsconfig.json"), JSON.stringify(OPTIONS));
  const tsc = inProject("node_modules/.bin/tsc");
  return promisify(execFile)(tsc, ["--pretty", "false", "-p", place]).then(
    ({ stdout }) => stdout,
    ({ stdout }) => stdout,
  );
}

it("declares what the document says, of answers and of requests", async () => {
  expect(await faultsOf("as-it-is", makeDocument())).toBe("");
});

it("would notice an answer and a body that become different", async () => {
  const text = JSON.stringify(makeDocument());
  const changed = text.replaceAll('"failcount"', '"fail_count"').replaceAll('"dry_run_id"', '"of_dry_run"');
  const faults = await faultsOf("changed", JSON.parse(changed));
  expect(faults).toContain("Property 'failcount' is missing in type 'TokenInfo' but required in type 'Token'");
  expect(faults).toContain(`Type '"dry_run_id"' is not assignable to type`);
  const more = text.replaceAll('"link":{"type":"string"}', '"link":{"type":"string"},"short_link":{"type":"string"}');
  expect(await faultsOf("more", JSON.parse(more))).toContain("short_link");
});
