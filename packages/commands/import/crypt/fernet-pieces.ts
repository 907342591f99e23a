// Opens a Fernet token of any size piece by piece; ./fernet.ts has the format. It is read twice,
// since nothing in it may be believed before the MAC at its end.
import { createDecipheriv, createHmac, timingSafeEqual } from "node:crypto";
import { FERNET, type FernetKey } from "./fernet.ts";

/** Pieces of a text, from its beginning each time. */
export type Pieces = () => Iterable<string>;

class NoBase64 extends Error {}

/**
 * The plain text in pieces, each time from its beginning. Undefined for what is not a token,
 * was changed, or belongs to another key. White space ends it. Pieces that cannot be decrypted end
 * in an exception, which only an owner of the key can cause.
 */
export function openFernetPieces(
  pieces: Pieces,
  { signing, encryption }: FernetKey,
): (() => Generator<Buffer>) | undefined {
  const { version, headBytes, macBytes } = FERNET;
  const hmac = createHmac("sha256", signing);
  let [head, signedBytes] = [Buffer.alloc(0), 0];
  try {
    const mac = eachSigned(pieces(), macBytes, (chunk) => {
      hmac.update(chunk);
      signedBytes += chunk.length;
      if (head.length < headBytes) head = Buffer.concat([head, chunk]).subarray(0, headBytes);
    });
    const isToken = signedBytes >= headBytes + 16 && head[0] === version && mac.length === macBytes;
    if (!isToken || !timingSafeEqual(hmac.digest(), mac)) return undefined;
  } catch (error) {
    if (error instanceof NoBase64) return undefined;
    throw error;
  }
  return function* plain() {
    const decipher = createDecipheriv("aes-128-cbc", encryption, head.subarray(9));
    let skipped = 0;
    for (const chunk of signedIn(pieces(), macBytes)) {
      const from = Math.min(headBytes - skipped, chunk.length);
      skipped += from;
      yield decipher.update(chunk.subarray(from));
    }
    yield decipher.final();
  };
}

/** Takes all but the MAC, which it returns. */
function eachSigned(pieces: Iterable<string>, macBytes: number, take: (chunk: Buffer) => void): Buffer {
  const signed = signedIn(pieces, macBytes);
  for (let next = signed.next(); ; next = signed.next()) {
    if (next.done) return next.value;
    take(next.value);
  }
}

function* signedIn(pieces: Iterable<string>, macBytes: number): Generator<Buffer, Buffer> {
  let tail: Buffer = Buffer.alloc(0);
  for (const chunk of bytesIn(pieces)) {
    const all = Buffer.concat([tail, chunk]);
    const end = Math.max(all.length - macBytes, 0);
    if (end > 0) yield all.subarray(0, end);
    tail = all.subarray(end);
  }
  return tail;
}

/** Four characters are three bytes, so what is left over waits for the next piece. */
function* bytesIn(pieces: Iterable<string>): Generator<Buffer> {
  let [rest, hasEnded, hasBegun] = ["", false, false];
  for (const piece of pieces) {
    const begun = hasBegun ? piece : piece.trimStart();
    hasBegun ||= begun !== "";
    const end = begun.search(/\s/);
    const text = rest + (end < 0 ? begun : begun.slice(0, end));
    const whole = end < 0 ? text.length - (text.length % 4) : text.length;
    rest = text.slice(whole);
    if (whole > 0) yield decoded(text.slice(0, whole));
    if (end >= 0) return;
  }
  if (rest !== "") yield decoded(rest);

  function decoded(text: string): Buffer {
    // One character alone is no byte, and would be passed over.
    if (hasEnded || text.length % 4 === 1 || !/^[A-Za-z0-9_-]*={0,2}$/.test(text)) throw new NoBase64();
    hasEnded = text.endsWith("=");
    return Buffer.from(text, "base64url");
  }
}
