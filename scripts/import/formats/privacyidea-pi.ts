// privacyIDEA 3.12 and later: `pi-tokenjanitor find … export --format pi`. One Fernet token around a JSON list.
import type { EncFile } from "../crypt/enc-file.ts";
import { openFernet, readFernetKey } from "../crypt/fernet.ts";
import { type PrivacyIdeaToken, privacyIdeaRecord } from "../privacyidea-token.ts";
import { type Foreign, type ForeignOwner, type ForeignRecord, UnreadableExport } from "../record.ts";
import { trimmedOf } from "../values.ts";

type Element = PrivacyIdeaToken & { readonly user?: unknown };

export function readPrivacyIdeaPi(bytes: Uint8Array, keyText: string, encFile: EncFile | undefined): Foreign {
  const key = readFernetKey(keyText);
  if (!key) throw new UnreadableExport("The key of the export is no Fernet key: 44 characters of base64url.");
  // Written to stdout, the token is followed by blank lines and a message.
  const [token = ""] = Buffer.from(bytes).toString("latin1").trimStart().split(/\s/, 1);
  const plain = openFernet(token, key);
  if (!plain)
    throw new UnreadableExport("The file does not open under this key: one of the two is another one, or was changed.");
  const elements = parse(plain.toString("utf8"));
  return { total: elements.length, records: read(elements, encFile) };
}

function* read(elements: readonly Element[], encFile: EncFile | undefined): Generator<ForeignRecord> {
  for (const [index, element] of elements.entries()) {
    const { owner, attributes } = ownerOf(element.user);
    const where = `token ${index + 1}`;
    yield privacyIdeaRecord(where, element, owner, attributes, { encFile, seedHex: undefined });
  }
}

function parse(text: string): readonly Element[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw new UnreadableExport("The export opens, and is no JSON.");
  }
  if (!Array.isArray(list)) throw new UnreadableExport("The export opens, and is no list of tokens.");
  return list.map((element) => (typeof element === "object" && element !== null ? element : {}));
}

interface Owner {
  readonly owner: ForeignOwner | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
}

function ownerOf(user: unknown): Owner {
  if (typeof user !== "object" || user === null) return { owner: undefined, attributes: {} };
  const { login, realm, custom_attributes: attributes } = user as Record<string, unknown>;
  const name = trimmedOf(login);
  const owner: ForeignOwner | undefined = name === undefined ? undefined : { login: name, realm: trimmedOf(realm) };
  const isMapping = typeof attributes === "object" && attributes !== null;
  return { owner, attributes: isMapping ? (attributes as Record<string, unknown>) : {} };
}
