// The service under attack: a user with two phones, and attacks sent to it as requests.

import type { Right } from "../../src/core/caller.ts";
import { withScim } from "../support/scim/wire.ts";
import { asAdmin, enrol, ORIGIN, post, resultOf, serviceAccount } from "../support/service.ts";
import { keptSession } from "../support/storage/kept.ts";
import type { AttackField } from "./fields.ts";
import type { Attack, Body } from "./requests.ts";
import { textOf } from "./values.ts";

/** An administrator, who may also end its own sessions. */
const ATTACKER = "attacker";
let attacker = "";
const service = withScim();

/** Attackers with an administrator's rights may have removed it, and every other account. */
export async function standUp(): Promise<void> {
  attacker = (await serviceAccount(ATTACKER, ["*" as Right]))["PI-Authorization"] ?? "";
  keptSession.administratorToken = attacker;
  for (const serial of ["FUZZ1", "FUZZ2"]) {
    await asAdmin("DELETE", `/token/${serial}`);
    await enrol({ user: "fuzz", realm: "realm1", pin: "1234", serial });
  }
}

export interface AttackReply {
  readonly request: Request;
  readonly response: Response;
  readonly text: string;
}

/** Returns undefined if the platform refuses to write the attack as a request. */
export async function sendAttack(attack: Attack): Promise<AttackReply | undefined> {
  const request = requestOf(attack);
  if (!request) return undefined;
  const response = await (await service)(request.clone() as Request);
  if (request.method === "DELETE" && attack.route.path.startsWith("/auth"))
    attacker = resultOf(await post("/auth", { username: ATTACKER, password: "service" })).token;
  // response.text() would warn about an image.
  return { request, response, text: new TextDecoder().decode(await response.arrayBuffer()) };
}

function requestOf(attack: Attack): Request | undefined {
  const method = attack.route.method === "ALL" ? attack.method : attack.route.method;
  const headers = credentials(attack.admin);
  for (const [name, value] of Object.entries(attack.headers)) headers[name] = textOf(value);
  const { body, type } = method === "GET" || method === "HEAD" ? {} : bodyOf(attack.body);
  if (type) headers["Content-Type"] = type;
  try {
    return new Request(ORIGIN + pathOf(attack), { method, headers, ...(body === undefined ? {} : { body }) });
  } catch {
    return undefined;
  }
}

function pathOf({ route, parts, encoded, query }: Attack): string {
  // An unpaired surrogate cannot be encoded, and a raw slash would lead to another route.
  const write = (text: string) =>
    encoded ? encodeURIComponent(text.toWellFormed()) : text.replace(/[\0-\x20/?#\\]/g, "").toWellFormed();
  let part = 0;
  const path = route.path.replace(/:\w+/g, (name) =>
    name === ":ttype" && part === 0 ? "tiqr" : write(textOf(parts[part++] ?? "").slice(0, 3000)) || "x",
  );
  const pairs = query.map(([name, value]) => `${write(name)}=${write(textOf(value))}`);
  return pairs.length > 0 ? `${path}?${pairs.join("&")}` : path;
}

function credentials(kind: Attack["admin"]): Record<string, string> {
  if (kind === "signed-in") return { "PI-Authorization": attacker };
  if (kind === "bearer") return { Authorization: `bEaReR  ${attacker}` };
  // A header and payload of the service, with a signature by no key.
  return kind === "garbage" ? { Authorization: `Bearer ${attacker.replace(/[^.]*$/, "AAAA")}` } : {};
}

function bodyOf(body: Body): { body?: BodyInit; type?: string } {
  switch (body.kind) {
    case "none":
      return {};
    case "form":
      return { body: new URLSearchParams(texts(body.fields)) };
    case "multipart": {
      const form = new FormData();
      for (const [name, text] of texts(body.fields)) form.append(name, text);
      return { body: form };
    }
    case "json":
      return { body: JSON.stringify(Object.fromEntries(texts(body.fields))), type: "application/json" };
    case "raw":
      return { body: textOf(body.text), type: body.type };
    case "bytes":
      return { body: Uint8Array.from(body.bytes), type: body.type };
  }
}

const texts = (fields: readonly AttackField[]): [string, string][] =>
  fields.map(([name, value]) => [name, textOf(value)]);
