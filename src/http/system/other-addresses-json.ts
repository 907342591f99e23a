// GET /system/ tells of phones that do not post to PUBLIC_URL: as data, and in words for a person.

import type { OtherAddress } from "../../core/ports/tokens/management.ts";
import { MAX_COUNTED_TOKENS } from "../../core/system/other-addresses.ts";
import type { Warning } from "../../core/warning.ts";
import type { SystemDetailJson } from "./shapes.ts";

type Told = Pick<SystemDetailJson, "other_addresses"> & { readonly warnings?: readonly Warning[] };

/** Adds nothing when all phones post to PUBLIC_URL. */
export function otherAddressesJson(addresses: readonly OtherAddress[], publicUrl: string): Told {
  if (addresses.length === 0) return {};
  const counts = addresses.map(({ address, tokens }) => `${address} (${countOf(tokens)})`);
  const message =
    `PUBLIC_URL is ${publicUrl}, but enrolled tokens have other addresses: ${counts.join(", ")}. Their phones post there, ` +
    "and accounts that are added to these phones later may do so, too. Keep these addresses leading to this service. " +
    "See docs/phones.md.";
  return { warnings: [{ code: "other-addresses", message }], other_addresses: addresses };
}

const countOf = (tokens: number): string => (tokens < MAX_COUNTED_TOKENS ? String(tokens) : `${tokens} or more`);
