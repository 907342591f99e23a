// The registrations of tiqr-java-connector (eduID), as mongoexport writes them: a JSON object a
// line, or one list (--jsonArray). A secret is base64 of AES-256-GCM of its hex; the key is SHA-256
// of encryptionSecret, and the IV its own bytes.
import { createDecipheriv, createHash } from "node:crypto";
import { type Bytes, fromHex } from "../../../../src/lib/bytes.ts";
import type { Pieces } from "../crypt/fernet-pieces.ts";
import { countOf, type Foreign, type ForeignRecord, NO_TOKEN } from "../record.ts";
import { readJsonList } from "../text/json-list.ts";
import { linesIn } from "../text/lines.ts";
import { mappingOf, textInValue, timeOf, trimmedOf } from "../values.ts";

/** tiqr-java-connector's only suite. */
const SUITE = "OCRA-1:HOTP-SHA1-6:QH10-S064";
const TAG_BYTES = 16;

export function readEduid(pieces: Pieces, encryptionSecret: string): Foreign {
  if (!isList(pieces())) return { total: undefined, records: readLines(pieces(), encryptionSecret) };
  const records = elementsIn(pieces()).map((registration, index) =>
    recordOf(`registration ${index + 1}`, registration, encryptionSecret),
  );
  return { total: countOf(elementsIn(pieces())), records };
}

function isList(pieces: Iterable<string>): boolean {
  for (const piece of pieces) if (piece.trim() !== "") return piece.trimStart().startsWith("[");
  return false;
}

const elementsIn = (pieces: Iterable<string>) => readJsonList(pieces, "The file begins as a JSON list, and is none.");

function* readLines(pieces: Iterable<string>, encryptionSecret: string): Generator<ForeignRecord> {
  let number = 0;
  for (const line of linesIn(pieces)) {
    const where = `line ${++number}`;
    if (line.trim() === "") continue;
    let registration: unknown;
    try {
      registration = JSON.parse(line);
    } catch {
      yield { ok: false, where, why: "it is no JSON" };
      continue;
    }
    yield recordOf(where, registration, encryptionSecret);
  }
}

function recordOf(where: string, value: unknown, encryptionSecret: string): ForeignRecord {
  const registration = mappingOf(value);
  const [id, userId] = [idOf(registration._id), trimmedOf(registration.userId)];
  if (userId === undefined) return { ok: false, where, why: "it has no userId" };
  const identity = registration.useRegistrationId === true ? id : userId;
  if (identity === undefined) return { ok: false, where, user: userId, why: "it has no _id" };
  const isEnrolled = registration.status === "FINALIZED";
  const secret = isEnrolled ? open(textInValue(registration.secret), encryptionSecret) : undefined;
  if (isEnrolled && !secret)
    return {
      ok: false,
      where,
      user: userId,
      why: "its secret does not open: another encryptionSecret, or one from before August 2022, encrypted in another way",
    };
  const [type, address] = [trimmedOf(registration.notificationType), trimmedOf(registration.notificationAddress)];
  return {
    ok: true,
    where,
    token: {
      ...NO_TOKEN,
      owner: { key: userId, login: userId, realm: undefined },
      // A person may have several registrations, of which each is a token.
      registration: id,
      identity,
      displayName: trimmedOf(registration.userDisplayName),
      suite: SUITE,
      secret,
      createdAtMs: timeOf(dateOf(registration.created)),
      notification: type !== undefined && address !== undefined ? { type, address } : undefined,
    },
  };
}

function idOf(id: unknown): string | undefined {
  const { $oid, $uuid } = mappingOf(id);
  return trimmedOf($oid ?? $uuid ?? id);
}

function dateOf(value: unknown): unknown {
  const date = typeof value === "object" ? mappingOf(value).$date : value;
  if (typeof date !== "object" || date === null) return date;
  const createdAt = new Date(Number(textInValue(mappingOf(date).$numberLong)));
  return Number.isNaN(createdAt.getTime()) ? undefined : createdAt.toISOString();
}

function open(text: string, encryptionSecret: string): Bytes | undefined {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length <= TAG_BYTES) return undefined;
  const iv = Buffer.from(encryptionSecret, "utf8");
  const key = createHash("sha256").update(iv).digest();
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, iv).setAuthTag(bytes.subarray(-TAG_BYTES));
    const hex = Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString("latin1");
    return fromHex(hex) ?? undefined;
  } catch {
    return undefined;
  }
}
