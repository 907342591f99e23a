// Replays the recording against one worker with one state: the recorded privacyIDEA's settings,
// order and phones.

import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { sealPassword } from "../../src/core/admin/accounts/password.ts";
import { buildApp } from "../../src/index.ts";
import { attemptIdFor } from "../support/house/names.ts";
import { checkedByDocument } from "../support/openapi.ts";
import { realPorts } from "../support/storage/ports.ts";
import { type Difference, differencesOf } from "./compare.ts";
import { credentialsFor } from "./credentials.ts";
import { at, EXCHANGES, type Exchange, sentParameters } from "./exchanges.ts";
import { RecordedNames } from "./names.ts";
import { DEFAULT_SUITE, RecordedPhones } from "./phones.ts";

/** The address at which privacyIDEA was recorded. */
const ORIGIN = "http://127.0.0.1:5001";

const SETTINGS = {
  PUBLIC_URL: ORIGIN,
  TIQR_OCRASUITE: DEFAULT_SUITE,
  TIQR_SERVICE_IDENTIFIER: "org.example.ref",
  TIQR_SERVICE_DISPLAY_NAME: "Reference Tiqr",
  TIQR_INFO_URL: `${ORIGIN}/info`,
  BOOTSTRAP_ADMIN: "",
  MAX_FAIL: "10",
  // The recorded privacyIDEA had no policy on PINs, and accepted one of a single character.
  PIN_MIN_LENGTH: "0",
};

/**
 * The realm keeps its name from the tests' environment, because a transaction's object reads that
 * and not SETTINGS.
 */
const REALM = { theirs: "localrealm", ours: env.DEFAULT_REALM ?? "" };

/**
 * privacyIDEA knew these users from its resolver. Here a user is known once a token was made for
 * it.
 */
const RESOLVER_USERS = ["hans", "anna", "notoken"];

/**
 * Undoes what only we did in an exchange, so that both sides continue from the same state. [33, 34]
 * make users whom a resolver does not know. [40, 44] made a HOTP token there, and a TiQR token
 * here.
 */
const TAKEN_BACK: Readonly<Record<number, string>> = {
  33: `/user/${REALM.ours}/nobody`,
  34: "/user/norealm/hans",
  40: "/token/HOTPREF1",
  44: "/token/HOTPREF1",
};

/**
 * privacyIDEA's validity was set to 1 s, and the recorder waited before these. Here the clock is
 * moved instead.
 */
const SHORT_VALIDITY = { seconds: 30, before: new Set([244, 251, 255]) };

export interface ReplayResult {
  readonly exchange: Exchange;
  readonly differences: readonly Difference[];
}

type App = Awaited<ReturnType<typeof buildApp>>;

export async function replay(): Promise<readonly ReplayResult[]> {
  const clock = movableClock();
  try {
    return await replayAll(clock);
  } finally {
    clock.restore();
  }
}

async function replayAll(clock: { forward(ms: number): void }): Promise<readonly ReplayResult[]> {
  const settings = { ...env, ...SETTINGS } as Env;
  const configured = await buildApp(settings);
  const shortLived = await buildApp({ ...settings, CHALLENGE_VALIDITY_SECONDS: String(SHORT_VALIDITY.seconds) });
  const [names, phones] = [new RecordedNames([[REALM.theirs, REALM.ours]]), new RecordedPhones()];
  await recordedAccount();
  const credentials = await credentialsFor(settings, (path, init) => send(configured, settings, path, init));
  const asAdmin = (method: string, path: string, fields?: Record<string, string>) =>
    send(configured, settings, path, {
      method,
      headers: credentials.admin,
      ...(fields ? { body: new URLSearchParams(fields) } : {}),
    });
  for (const user of RESOLVER_USERS) {
    await asAdmin("POST", "/token/init", { type: "tiqr", user, serial: "KNOWN" });
    await asAdmin("DELETE", "/token/KNOWN");
  }

  let app = configured;
  const replayed: ReplayResult[] = [];
  for (const exchange of EXCHANGES) {
    const { n, request, response } = exchange;
    if (SHORT_VALIDITY.before.has(n)) clock.forward((SHORT_VALIDITY.seconds + 1) * 1000);
    const { path, body } = await ourRequest(exchange, names, phones);
    // They were an hour apart, and not all in one window of the strangers' budget.
    await settings.DB.exec("DELETE FROM refusal_count");
    const reply = await send(app, settings, path, {
      method: request.method,
      headers: { ...request.headers, ...credentials.of(exchange) },
      ...(body === undefined ? {} : { body }),
    });
    const opened = at(reply.body, "detail", "transaction_id");
    names.learn(exchange, reply.body, typeof opened === "string" ? await attemptIdFor(opened) : undefined);
    phones.learn(exchange, reply.body);
    const ours =
      reply.type.includes("json") && reply.text ? JSON.parse(names.reply(reply.text)) : names.reply(reply.text);
    const differences = differencesOf(response, { ...reply, body: ours });
    replayed.push({ exchange, differences });
    const validity = sentParameters(request).get("DefaultChallengeValidityTime");
    if (validity !== undefined) app = validity === "1" ? shortLived : app;
    if (request.path === "/system/DefaultChallengeValidityTime") app = configured;
    const made = TAKEN_BACK[n];
    if (made) await asAdmin("DELETE", made);
  }
  return replayed;
}

/** Its password was accepted there, and would be too short here. */
async function recordedAccount(): Promise<void> {
  const ports = await realPorts();
  const sealedPassword = await sealPassword(ports, "admin", "adminpw");
  await ports.admins.add({ name: "admin", rights: ["*"], sealedPassword }, Date.now());
}

async function ourRequest(exchange: Exchange, names: RecordedNames, phones: RecordedPhones) {
  const { request } = exchange;
  const parameter = sentParameters(request);
  const response = await phones.responseInstead(exchange, names.sessionKey(parameter.get("sessionKey") ?? ""));
  const recorded = parameter.get("response") ?? "";
  const enrolls = parameter.get("action") === "enrollment";
  const by = enrolls ? "enrolling" : parameter.has("sessionKey") ? "answering" : undefined;
  const rewrite = (text: string) => {
    const named = names.request(text, by);
    if (response === undefined) return named;
    const form = (value: string) => new URLSearchParams({ response: value }).toString();
    return named
      .replace(form(recorded), form(response))
      .replace(`"response":"${recorded}"`, `"response":"${response}"`);
  };
  // Settings cannot be changed here, so the suite that was set is requested for each token.
  const suite =
    request.path === "/token/init" && phones.suite !== DEFAULT_SUITE
      ? `&ocrasuite=${encodeURIComponent(phones.suite)}`
      : "";
  return { path: rewrite(request.path), body: request.body === undefined ? undefined : rewrite(request.body) + suite };
}

async function send(app: App, settings: Env, path: string, init: RequestInit) {
  const ctx = createExecutionContext();
  const request = new Request(ORIGIN + path, init);
  const response = await checkedByDocument(request, await app.fetch(request, settings, ctx));
  const text = await response.text();
  await waitOnExecutionContext(ctx);
  const type = response.headers.get("Content-Type") ?? "";
  return {
    status: response.status,
    type,
    text,
    body: type.includes("json") && text ? (JSON.parse(text) as unknown) : text,
  };
}

function movableClock() {
  let offset = 0;
  const real = Date.now.bind(Date);
  const spy = vi.spyOn(Date, "now").mockImplementation(() => real() + offset);
  return {
    forward(ms: number) {
      offset += ms;
    },
    restore: () => spy.mockRestore(),
  };
}
