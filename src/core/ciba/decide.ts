// A person looks at what an application asks, declines it, or lets the phone confirm it. Who holds
// the ticket of a mail may decline. Confirming takes the phone, and the PIN of whoever has one.

import { sha256Hex } from "../../lib/bytes.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import { bindText, boundAction, NONCE_BYTES } from "../audit/bound-text.ts";
import { asLogin, type Call } from "../call.ts";
import { judgeVouched, type Verdict } from "../login/first-factor.ts";
import { ofApplications } from "../login/login.ts";
import { type NewLogin, openTransaction } from "../login/open-transaction.ts";
import { provePin } from "../login/prove-pin.ts";
import { pictureOf } from "../oidc/clients/client-uris.ts";
import type { Ports } from "../ports/index.ts";
import type { CibaRequest } from "../ports/oidc/ciba.ts";
import type { Outcome } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import type { TokenRecord } from "../token.ts";
import { type Asker, whoAsks } from "./asker.ts";
import { isAccount } from "./by-account.ts";
import { type CibaAsked, openCibaAsked, openConfirmTicket } from "./sealed.ts";

/** iOS shows this beside the account, for as long as it takes little room. */
const MAX_SHOWN_CHARACTERS = 64;

export interface FoundConfirmation {
  readonly request: CibaRequest;
  readonly asked: CibaAsked;
  readonly client: Asker;
  readonly picture: string | null;
  /** Whether the page asks for the PIN. */
  readonly needsPin: boolean;
}

/** Undefined for a ticket that is none, and for a client that is gone or may no longer ask. */
export async function findConfirmation(
  ports: Ports,
  ticket: string,
  call: Call,
): Promise<FoundConfirmation | undefined> {
  const name = await openConfirmTicket(ports.sealer, ticket);
  if (!name) return undefined;
  const request = await (await ports.ciba.of(name)).look(name.id);
  const asked = request && (await openCibaAsked(ports.sealer, request.id, request.asked));
  const client = request && asked && (await whoAsks(ports.clients, request, asked));
  if (!request || !asked || !client) return undefined;
  const isOpen = request.state === "pending" && call.nowMs < request.expiresAtMs;
  const needsPin = isOpen && !asked.opened && usableIn(await judged(ports, { request, client }, call)).some(hasPin);
  return { request, asked, client, picture: pictureOf(client, ports.settings), needsPin };
}

const hasPin = ({ sealedPin }: TokenRecord): boolean => sealedPin !== null;

/** Which of the person's phones can confirm for this client now. */
async function judged(ports: Ports, { request, client }: Pick<FoundConfirmation, "request" | "client">, call: Call) {
  const subject = { serial: undefined, named: { user: request.user, realm: request.realm } };
  const view = ofApplications(await ports.tokens.view(subject), ports, client.realms);
  return judgeVouched(ports, view, subject, asLogin(call));
}

/** A PIN of a phone that cannot answer is not asked for: nobody could show a right one. */
const usableIn = (verdict: Verdict): readonly TokenRecord[] => (verdict.ok ? verdict.tokens : []);

const purposeOf = ({ id }: Pick<CibaRequest, "id">): Promise<string> => sha256Hex(JSON.stringify(["ciba", id]));

/** The client waits before it may ask again: src/storage/ciba/store.ts. */
export async function decline(ports: Ports, { request, asked }: FoundConfirmation, call: Call): Promise<boolean> {
  const { id, user, realm, clientId } = request;
  const named = { ...call, action: `${call.action} ${clientId}` };
  const note = noteOnSuccess(named, "CONFIRMATION_DECLINED", { user, realm, detail: asked.message });
  const declined = await (await ports.ciba.of(request)).decline(id, call.nowMs, note);
  const { ping } = asked;
  if (declined && ping !== undefined) call.afterwards(() => ports.cibaPings.tell(id, ping));
  return declined;
}

/** Opens the login whose answer decides the request, in the batch that takes the answer. */
export async function askConfirmersPhone(
  ports: Ports,
  found: FoundConfirmation,
  pin: string,
  call: Call,
): Promise<Outcome<NewLogin>> {
  const { request, asked, client } = found;
  const login = asLogin(call);
  const owner = { user: request.user, realm: request.realm };
  const verdict = await judged(ports, found, call);
  if (!verdict.ok) return refuseAndNote(ports, login, verdict.reason, owner, "counted");
  const needsPin = !asked.opened && verdict.tokens.some(hasPin);
  const proved = needsPin ? await provePin(ports, owner, verdict.tokens, pin, "pin", login) : undefined;
  if (proved && !proved.ok) return proved;
  // The PIN of one phone must not let another one answer, as at the sign-in.
  const opened = proved ? proved.opened.map(({ serial }) => serial) : asked.opened;
  const isAsked = ({ serial }: TokenRecord) => opened?.includes(serial) ?? true;
  const tokens = verdict.tokens.filter(isAsked);
  if (tokens.length === 0) return refuseAndNote(ports, login, { code: "token-not-enrolled" }, owner, "counted");
  const others = verdict.tokens.filter((token) => !isAsked(token));
  const bystanders = [
    ...verdict.bystanders,
    ...others.map((token) => ({ token, because: "token-not-asked" }) as const),
  ];
  const { message, ping } = asked;
  const text = await bindText(ports.randomBytes(NONCE_BYTES), client.clientId, message);
  const named = `${client.clientName}: ${message}`;
  const confirms = {
    requestId: request.id,
    clientId: client.clientId,
    clientName: client.clientName,
    message,
    ...text,
    byPin: opened !== undefined,
    // An account gets the answer alone, so no session begins.
    lastsMs: isAccount(client.clientId) ? 0 : ports.settings.sessionMaxMs,
    shown: message !== "" && [...named].length <= MAX_SHOWN_CHARACTERS ? named : client.clientName,
    ping,
  };
  const bound = { ...login, action: `${login.action} ${boundAction(client.clientId, text)}` };
  return openTransaction(ports, { ...verdict, tokens, bystanders }, bound, {
    purpose: await purposeOf(request),
    confirms,
  });
}

/** `digits`: of a phone without a network. Its answer decides as one by network does. */
export async function answerByDigits(
  ports: Ports,
  { request }: FoundConfirmation,
  transactionId: string,
  digits: string,
  { action, client }: Call,
) {
  const claim = { kind: "purpose", purpose: await purposeOf(request) } as const;
  return ports.transactions.answerByDigits(transactionId, claim, digits, { action, client });
}
