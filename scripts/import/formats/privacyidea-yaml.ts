// privacyIDEA 3.10 and 3.11: `pi-tokenjanitor find … export --format yaml`. One list for each thousand tokens, each a document.
import type { EncFile } from "../crypt/enc-file.ts";
import type { Pieces } from "../crypt/fernet-pieces.ts";
import { type PrivacyIdeaToken, privacyIdeaRecord } from "../privacyidea-token.ts";
import { type Foreign, type ForeignOwner, type ForeignRecord, UnreadableExport } from "../record.ts";
import { readYamlLists, type Yaml, YamlError } from "../text/yaml.ts";
import { trimmedOf } from "../values.ts";

export function readPrivacyIdeaYaml(pieces: Pieces, encFile: EncFile | undefined): Foreign {
  // The file is read to its end first: that it is damaged must not be found when half of it has been written.
  let total = 0;
  for (const _ of elementsIn(pieces())) total++;
  return { total, records: read(elementsIn(pieces()), encFile) };
}

function* read(elements: Iterable<Yaml>, encFile: EncFile | undefined): Generator<ForeignRecord> {
  let index = 0;
  for (const element of elements) {
    const where = `token ${++index}`;
    const keys = { encFile, seedHex: undefined };
    // A list that is no export has elements of other kinds.
    if (typeof element !== "object" || element === null || Array.isArray(element)) {
      yield { ok: false, where, why: "it is no token" };
      continue;
    }
    const token = element as PrivacyIdeaToken & { readonly owner?: unknown };
    yield privacyIdeaRecord(where, token, ownerOf(trimmedOf(token.owner)), {}, keys);
  }
}

function* elementsIn(pieces: Iterable<string>): Generator<Yaml> {
  try {
    yield* readYamlLists(pieces);
  } catch (error) {
    if (error instanceof YamlError) throw new UnreadableExport(error.message);
    throw error;
  }
}

/** `login@realm`, where the login may have an @ itself, or `n/a`. */
function ownerOf(owner: string | undefined): ForeignOwner | undefined {
  if (owner === undefined || owner === "n/a") return undefined;
  const at = owner.lastIndexOf("@");
  if (at < 1) return { login: owner, realm: undefined };
  return { login: owner.slice(0, at), realm: owner.slice(at + 1) || undefined };
}
