// The text that an application asks a person to confirm is bound to the phone's answer: OCRA's
// question comes from a digest over a nonce, the client and the text, and rows of the trail have
// nonce and digest (docs/ciba.md#what-the-trail-proves). So an intact row shows which text our page
// showed. It shows no more: phones do not show the text, and their key is ours as well.

import { type Bytes, fromHex, sha256, toHex, utf8 } from "../../lib/bytes.ts";

export const NONCE_BYTES = 16;

/** Enough for the longest question of a suite, whichever bytes its alphabet skips. */
const MAX_BLOCKS = 16;

export interface BoundText {
  readonly nonceHex: string;
  readonly digestHex: string;
}

const joined = (...parts: readonly Uint8Array[]): Bytes => {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return all;
};

const ZERO = new Uint8Array([0]);

/** SHA-256("tiqr-edge text" 00 nonce 00 client_id LF text). */
export const digestOfText = (nonce: Uint8Array, clientId: string, text: string): Promise<Bytes> =>
  sha256(joined(utf8("tiqr-edge text"), ZERO, nonce, ZERO, utf8(`${clientId}\n${text}`)));

export async function bindText(nonce: Uint8Array, clientId: string, text: string): Promise<BoundText> {
  return { nonceHex: toHex(nonce), digestHex: toHex(await digestOfText(nonce, clientId, text)) };
}

/** The bytes of the digest, then of its SHA-256 and so on, in place of random ones. */
export async function bytesOfDigest({ digestHex }: Pick<BoundText, "digestHex">): Promise<(length: number) => Bytes> {
  let block: Bytes = fromHex(digestHex) ?? new Uint8Array();
  const blocks: Uint8Array[] = [];
  while (blocks.length < MAX_BLOCKS) {
    blocks.push(block);
    block = await sha256(block);
  }
  const all = joined(...blocks);
  let used = 0;
  return (length) => {
    used += length;
    return all.slice(used - length, used);
  };
}

/** What the action of such a row ends with, after its route. */
export const boundAction = (clientId: string, { nonceHex, digestHex }: BoundText): string =>
  `${clientId} nonce=${nonceHex} text=${digestHex}`;

const BOUND = / (\S+) nonce=([0-9a-f]{32}) text=([0-9a-f]{64})$/;

/** What of a row says whether its text is the one that was bound. */
export interface BoundRow {
  readonly event: string;
  readonly action: string;
  readonly detail: string;
}

/** What is wrong with a row of a confirmation; undefined for a right one and any other row. */
export async function boundTextFault({ event, action, detail }: BoundRow): Promise<string | undefined> {
  if (event !== "CONFIRMATION_GIVEN") return undefined;
  const [, clientId = "", nonceHex = "", digestHex = ""] = BOUND.exec(action) ?? [];
  const nonce = fromHex(nonceHex);
  if (!nonce || digestHex === "") return "names no digest of the text that was confirmed";
  const isRight = toHex(await digestOfText(nonce, clientId, detail)) === digestHex;
  return isRight ? undefined : "has another text than the one that was confirmed";
}
