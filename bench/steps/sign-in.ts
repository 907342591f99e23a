// The requests of a sign-in by OpenID Connect, each by itself, and a whole one: what the browser,
// the phone and the application send. Pages are read as far as a browser without a script needs.

import type { LoadConnection, LoadReply } from "../load/connection.ts";
import { answerOf, type BenchClient, type BenchCrew, type BenchPerson, type OpenSignIn, PIN, take } from "./crew.ts";
import { answerWith } from "./login.ts";
import { expectReply, type Step } from "./step.ts";

const CALLBACK = "https://app.example/callback";
const SCOPE = "openid profile email";
/** A form of the service's own page. */
const OWN = "Sec-Fetch-Site: same-origin\r\n";

export async function registerClient(connection: LoadConnection, { admin }: BenchCrew): Promise<BenchClient> {
  const metadata = { client_name: "Bench", redirect_uris: [CALLBACK], scope: SCOPE };
  const reply = await connection.post("/oidc/clients", JSON.stringify(metadata), admin, "application/json");
  expectReply(reply, "client_secret");
  return JSON.parse(reply.body).result.value;
}

/** What the page has at this place. */
function foundIn({ status, body }: LoadReply, place: RegExp): string {
  const [, text] = place.exec(body) ?? [];
  if (text === undefined) throw new Error(`no ${place} in ${status} ${body.slice(0, 500)}`);
  return text.replaceAll("&amp;", "&");
}

async function askOne(connection: LoadConnection, crew: BenchCrew): Promise<OpenSignIn> {
  const { client_id } = crew.client;
  const request = { response_type: "code", client_id, redirect_uri: CALLBACK, scope: SCOPE, state: "s", nonce: "n" };
  const page = await connection.get(`/oidc/authorize?${new URLSearchParams(request)}`);
  return { person: crew.nextPerson(), request: foundIn(page, /name="request" value="([^"]*)"/) };
}

async function beginOne(connection: LoadConnection, { person, request }: OpenSignIn): Promise<OpenSignIn> {
  const form = new URLSearchParams({ user: person.user, pin: PIN, request });
  const page = await connection.post("/login/begin", String(form), OWN);
  const [, cookie = ""] = /\r\nset-cookie: *([^;\r]*login-[^;\r]*)/i.exec(page.head) ?? [];
  const transactionId = foundIn(page, /name="transaction_id" value="([^"]*)"/);
  return { person, request, onPage: { transactionId, cookie, link: foundIn(page, /href="(tiqrauth:[^"]*)"/) } };
}

async function resultOf(connection: LoadConnection, { request, onPage }: OpenSignIn): Promise<string> {
  const form = new URLSearchParams({ transaction_id: onPage?.transactionId ?? "", request });
  const page = await connection.post("/login/result", String(form), `${OWN}Cookie: ${onPage?.cookie}\r\n`);
  return decodeURIComponent(foundIn(page, /callback\?(?:[^"]*&(?:amp;)?)?code=([^"&]*)/));
}

async function redeem(connection: LoadConnection, { client }: BenchCrew, code: string): Promise<string> {
  const form = new URLSearchParams({ grant_type: "authorization_code", code, redirect_uri: CALLBACK });
  const basic = Buffer.from(`${client.client_id}:${client.client_secret}`).toString("base64");
  const reply = await connection.post("/oidc/token", String(form), `Authorization: Basic ${basic}\r\n`);
  expectReply(reply, '"access_token"');
  return JSON.parse(reply.body).access_token;
}

const tellOf = async (connection: LoadConnection, accessToken: string): Promise<void> =>
  expectReply(await connection.get("/oidc/userinfo", `Authorization: Bearer ${accessToken}\r\n`), '"sub"');

const answerFor = (person: BenchPerson, { onPage }: OpenSignIn): Promise<string> =>
  answerOf(person, onPage?.link ?? "");

export const authorizeStep: Step = {
  run: async (connection, crew) => void crew.asked.push(await askOne(connection, crew)),
};

export const beginStep: Step = {
  run: async (connection, crew) => void crew.waiting.push(await beginOne(connection, take(crew.asked))),
};

export const confirmationStep: Step = {
  async prepare({ waiting }) {
    for (const signIn of waiting) signIn.answer ??= await answerFor(signIn.person, signIn);
  },
  async run(connection, crew) {
    const signIn = take(crew.waiting);
    await answerWith(connection, signIn.answer ?? "");
    crew.confirmed.push(signIn);
  },
};

export const resultStep: Step = {
  run: async (connection, crew) => void crew.codes.push(await resultOf(connection, take(crew.confirmed))),
};

export const tokenStep: Step = {
  run: async (connection, crew) => void crew.accessTokens.push(await redeem(connection, crew, take(crew.codes))),
};

export const userinfoStep: Step = { run: (connection, crew) => tellOf(connection, take(crew.accessTokens)) };

export const wholeSignIn: Step = {
  async run(connection, crew) {
    const signIn = await beginOne(connection, await askOne(connection, crew));
    await answerWith(connection, await answerFor(signIn.person, signIn));
    await tellOf(connection, await redeem(connection, crew, await resultOf(connection, signIn)));
  },
};
