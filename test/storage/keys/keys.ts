// Keyrings of made-up root secrets.

import { type Bytes, utf8 } from "../../../src/lib/bytes.ts";
import { deriveKeyring, type Keyring } from "../../../src/storage/keys/keyring.ts";

export const root = (name: string): Bytes => utf8(name.padEnd(32, ".")) as Bytes;

export const keyring = (newest: string, ...previous: string[]): Promise<Keyring> =>
  deriveKeyring([root(newest), ...previous.map(root)]);
