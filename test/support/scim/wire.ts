// A directory that keeps the people of a realm: its account, its requests, and its conversations
// (test/vectors/scim), whose steps name what earlier ones have made.

import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { admin, type Reply, requestOver, resultOf, type Send, withSettings } from "../service.ts";

export const withScim = (more: Readonly<Record<string, unknown>> = {}): Promise<Send> =>
  withSettings({ SCIM: "on", ...more } as unknown as Partial<Env>);

/** An account and its key, as a secret token of Entra. */
export async function keyOf(
  over: Send,
  name: string,
  realms: readonly string[] | null,
  rights: readonly string[] = ["scim"],
): Promise<string> {
  const headers = { ...(await admin()), "Content-Type": "application/json" };
  const send = (path: string, body: object) =>
    requestOver(over, path, { method: "POST", headers, body: JSON.stringify(body) });
  const made = await send("/accounts", { name, rights, realms });
  expect(made.status).toBe(200);
  return resultOf(await send(`/accounts/${name}/keys`, {})).key;
}

export type Ask = (call: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;

/** `call`: such as `GET /Users`. */
export const askerOf =
  (over: Send, key: string): Ask =>
  (call, body, headers = {}) => {
    const [method = "", path = ""] = call.split(" ");
    return requestOver(over, `/scim/v2${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { "Content-Type": "application/scim+json; charset=utf-8" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  };

export interface ScimStep {
  readonly does: string;
  readonly call: string;
  readonly body?: object;
  /** The name under which later steps know what this one has made. */
  readonly as?: string;
  readonly status: number;
  /** What the answer has, and what it lacks. */
  readonly answer?: object;
  readonly lacks?: readonly string[];
  /** Of a list. */
  readonly finds?: readonly string[];
  /** Columns of the table user afterwards. */
  readonly row?: Readonly<Record<string, string | null>> & { readonly of: string };
}
export interface Conversation {
  readonly who: string;
  readonly steps: readonly ScimStep[];
}

/** Goes through the steps in order. */
export async function converse(ask: Ask, { steps }: Conversation): Promise<void> {
  const ids = new Map<string, string>();
  const filled = (text: string) => text.replace(/\$(?!ref)(\w+)/g, (whole, name) => ids.get(name) ?? whole);
  for (const step of steps) {
    const { does, call, body, as, status, answer, lacks = [], finds, row } = step;
    const reply = await ask(filled(call), body && filled(JSON.stringify(body)));
    expect([does, reply.status, reply.status === status ? "" : reply.text]).toEqual([does, status, ""]);
    if (as) ids.set(as, reply.json.id);
    if (answer) expect({ does, ...reply.json }).toMatchObject(JSON.parse(filled(JSON.stringify(answer))));
    for (const name of lacks) expect([does, reply.json]).not.toHaveProperty(["1", name]);
    if (finds) {
      const found = reply.json.Resources.map(({ id }: { id: string }) => id);
      expect([does, found]).toEqual([does, finds.map((name) => ids.get(name))]);
    }
    if (row) await expectRow(does, ids.get(row.of) ?? "", row);
  }
}

async function expectRow(does: string, id: string, { of: _, ...columns }: NonNullable<ScimStep["row"]>): Promise<void> {
  const found = await env.DB.prepare("SELECT * FROM user WHERE scim_id = ?").bind(id).first();
  const shown = Object.fromEntries(
    Object.entries(columns).map(([name, value]) => {
      const stored = found?.[name];
      return [name, value === "a number" && typeof stored === "number" ? value : stored];
    }),
  );
  expect({ does, ...shown }).toEqual({ does, ...columns });
}
