// What `npm run try:client` runs in each runtime, besides example.ts: sign-ins in each way of
// waiting, and what goes wrong. It writes lines; to each link it writes, a phone answers.

import { type Challenge, type Outcome, TiqrClient, TiqrError, TiqrManagement } from "@tiqr-edge/client";
import { logIn } from "./example.ts";

declare const process: { readonly argv: readonly string[] };

const [, , baseUrl = "", apiKey = "", user = "", withWs = ""] = process.argv;
const pin = "1234";
let sockets = 0;

/** The platform's own, or that of the package `ws`, which the README gives to an older Node. */
const Platform: typeof WebSocket | undefined =
  withWs === "ws" ? (await import(`${withWs}`)).WebSocket : globalThis.WebSocket;
const counted = (Socket: typeof WebSocket) =>
  class extends Socket {
    constructor(url: string) {
      super(url);
      sockets++;
    }
  };

const tiqr = new TiqrClient({ baseUrl, ...(Platform ? { WebSocket: counted(Platform) } : {}) });
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const show = ({ link }: Challenge): void => console.log(link);
console.log(await logIn(tiqr, user, pin, show));

for (const by of ["socket", "polls", "long-polls"] as const) {
  sockets = 0;
  const challenge = await tiqr.trigger({ user, pin });
  if (!challenge.triggered) throw new Error(challenge.message);
  const { transactionId } = challenge;
  const waiting: Promise<Outcome> = tiqr.wait(transactionId, { by });
  // A phone that is quicker than the first poll would leave nothing to listen for.
  for (let tries = 0; by === "socket" && Platform && sockets === 0 && tries < 100; tries++) await pause(100);
  show(challenge);
  const outcome = await waiting;
  const finalized = await tiqr.finalize({ user, transactionId });
  console.log(by, outcome, finalized.accepted, sockets > 0 ? "by a socket" : "by requests");
}

const wrong = await tiqr.trigger({ user, pin: "4321" });
console.log(wrong.triggered ? "triggered" : wrong.reason);

const ended = AbortSignal.abort(new Error("aborted"));
console.log(await tiqr.trigger({ user, pin, signal: ended }).catch((error) => error.message));

const codeOf = (error: unknown): string => (error instanceof TiqrError ? error.code : String(error));
const nowhere = new TiqrClient({ baseUrl: "http://127.0.0.1:1" });
console.log(await nowhere.trigger({ user, pin }).catch(codeOf));

const manage = new TiqrManagement({ baseUrl, apiKey });
for await (const { username } of manage.tokens.all({ user })) console.log(username);
const { value: row } = await manage.audit.follow().next();
console.log(typeof row?.number);
console.log(await new TiqrManagement({ baseUrl }).realms().catch(codeOf));
