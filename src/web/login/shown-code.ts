// The code on the page, sealed. The form that asks for the next one brings it along, so that digits
// which a person has read off the phone for the code before are known there
// (src/core/login/transaction/matching.ts). Nothing has to be stored for a login that needs no
// second code.

import { openJson, sealJson } from "../../core/oidc/sealed-json.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { CodeBefore } from "../../core/ports/tokens/challenge.ts";
import { readLoginQrText } from "../../tiqr/urls.ts";

/** The hidden field. */
export const CODE = "code";

const sealed = ["shown-code", "page"] as const;

/** `link`: the text of the QR code. */
export async function sealShownCode(
  { sealer }: Pick<Ports, "sealer">,
  link: string,
  expiresAtMs: number,
): Promise<string | undefined> {
  const read = readLoginQrText(link);
  if (!read) return undefined;
  const { sessionKey, question } = read;
  return sealJson(sealer, ...sealed, { sessionKey, question, expiresAtMs } satisfies CodeBefore);
}

/** A text that was not sealed here is no code, and digits count then as they always do. */
export const openShownCode = ({ sealer }: Pick<Ports, "sealer">, text = ""): Promise<CodeBefore | undefined> =>
  openJson<CodeBefore>(sealer, ...sealed, text);
