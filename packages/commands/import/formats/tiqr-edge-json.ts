// Our own export (../../export/own.ts), by which one installation becomes another: a JSON list of
// tokens, and of users without a token. Each element has a MAC under the key, and one that does not
// match spoils the file: whoever changed an element may have left out others.
import type { Failures } from "../../../../src/core/token/lock.ts";
import { ASKED_UPSTREAM } from "../../../../src/core/token/pin.ts";
import { fromHex } from "../../../../src/lib/bytes.ts";
import { type FernetKey, hasItsMac, openFernet, readFernetKey } from "../crypt/fernet.ts";
import type { Pieces } from "../crypt/fernet-pieces.ts";
import {
  countOf,
  type Foreign,
  type ForeignPerson,
  type ForeignPin,
  type ForeignRecord,
  type ForeignToken,
  type ForeignUser,
  NO_TOKEN,
  UnreadableExport,
} from "../record.ts";
import { readJsonList } from "../text/json-list.ts";
import { mappingOf, textInValue, trimmedOf } from "../values.ts";

type Element = Readonly<Record<string, unknown>>;

export function readTiqrEdgeJson(pieces: Pieces, keyText: string): Foreign {
  const key = readFernetKey(keyText);
  if (!key) throw new UnreadableExport("The key of the export is no Fernet key: 44 characters of base64url.");
  const services = new Set<string>();
  const total = countOf(elementsIn(pieces(), key), ({ serviceIdentifier }) => {
    const service = trimmedOf(serviceIdentifier);
    if (service !== undefined) services.add(service);
  });
  if (total === 0) throw new UnreadableExport("The export holds no tokens.");
  const records = elementsIn(pieces(), key).flatMap((element, index): ForeignRecord[] =>
    isToken(element) ? [{ ok: true, where: `element ${index + 1}`, token: tokenOf(element, key) }] : [],
  );
  const users = elementsIn(pieces(), key).flatMap((element, index): ForeignUser[] =>
    isToken(element) ? [] : [userOf(`element ${index + 1}`, element)],
  );
  return { total, records, users, services: [...services] };
}

function* elementsIn(pieces: Iterable<string>, key: FernetKey): Generator<Element> {
  let number = 0;
  for (const element of readJsonList(pieces, "The export is no JSON list, or is cut off.")) {
    number++;
    if (typeof element !== "object" || element === null || !hasItsMac(element, key))
      throw new UnreadableExport(
        `Element ${number} of the export does not belong to this key: one of the two is another one, or was changed.`,
      );
    yield element as Element;
  }
}

const userOf = (where: string, element: Element): ForeignUser => ({
  ...{ where, user: textInValue(element.user), realm: textInValue(element.realm) },
  ...personOf(element),
});

const isToken = ({ serial }: Element): boolean => trimmedOf(serial) !== undefined;

// What has its MAC is as our export wrote it, so no more than this has to be asked of it.
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const integerOf = (value: unknown): number | undefined => (Number.isInteger(value) ? (value as number) : undefined);

const personOf = (element: Element): ForeignPerson => ({
  displayName: trimmedOf(element.displayName),
  email: trimmedOf(element.email),
  groups: listOf(element.groups).join(",") || undefined,
  subject: trimmedOf(element.subject),
  externalId: trimmedOf(element.externalId),
  knownSinceMs: integerOf(element.knownSinceMs),
});

function tokenOf(element: Element, key: FernetKey): ForeignToken {
  const { type, address: sealedAddress } = mappingOf(element.notification);
  const address = opened(sealedAddress, key);
  const secretHex = opened(element.secret, key);
  return {
    ...NO_TOKEN,
    serial: trimmedOf(element.serial),
    owner: element.user === null ? undefined : { login: textInValue(element.user), realm: textInValue(element.realm) },
    ...personOf(element),
    identity: textInValue(element.identity) || undefined,
    serviceIdentifier: trimmedOf(element.serviceIdentifier),
    authenticationUrl: trimmedOf(element.authenticationUrl),
    suite: textInValue(element.suite),
    secret: secretHex === undefined ? undefined : fromHex(secretHex),
    pin: pinOf(opened(element.pinHash, key)),
    description: textInValue(element.description),
    maxFail: integerOf(element.maxFail),
    active: element.active === true,
    revoked: element.revoked === true,
    validFromMs: integerOf(element.validFromMs),
    validUntilMs: integerOf(element.validUntilMs),
    createdAtMs: integerOf(element.createdAtMs),
    lastAuthMs: integerOf(element.lastAuthMs),
    notification: address === undefined ? undefined : { type: textInValue(type), address },
    info: mappingOf(element.info) as Readonly<Record<string, string>>,
    own: {
      failures: listOf(element.failures) as readonly Failures[],
      assignedAtMs: integerOf(element.assignedAtMs),
      sessionUses: integerOf(element.sessionUses),
      // An earlier version does not tell: whoever has signed in has proved the phone.
      provenAtMs: integerOf(element.provenAtMs === undefined ? element.lastAuthMs : element.provenAtMs),
    },
  };
}

const opened = (sealed: unknown, key: FernetKey): string | undefined =>
  sealed === null || sealed === undefined ? undefined : openFernet(textInValue(sealed), key)?.toString("utf8");

function pinOf(text: string | undefined): ForeignPin {
  if (text === undefined) return { kind: "none" };
  return text === ASKED_UPSTREAM
    ? { kind: "lost", why: "its PIN is known only to the server behind the other installation" }
    : { kind: "stored", text };
}
