// The lists of tokens that privacyIDEA and eduMFA write in YAML: one list for each chunk of tokens,
// the owner of each as `login@realm`.
import type { Pieces } from "../crypt/fernet-pieces.ts";
import { type Foreign, type ForeignOwner, type ForeignRecord, UnreadableExport } from "../record.ts";
import { readYamlLists, type Yaml } from "../text/yaml.ts";
import { textInValue, trimmedOf } from "../values.ts";

export type Element = Readonly<Record<string, Yaml>>;

export interface TokenForm {
  /**
   * Why an element belongs to the list of another server or version, so that all of it would be
   * misread.
   */
  readonly faultOf: (element: Element) => string | undefined;
  readonly recordOf: (where: string, element: Element, owner: ForeignOwner | undefined) => ForeignRecord;
}

export function readTokenListFile(pieces: Pieces, form: TokenForm): Foreign {
  // The file is read to its end first: that it is damaged must not be found when half of it has
  // been written.
  let total = 0;
  for (const element of readYamlLists(pieces())) {
    total++;
    const fault = isTiqr(element) ? form.faultOf(element) : undefined;
    if (fault !== undefined) throw new UnreadableExport(fault);
  }
  return { total, records: read(readYamlLists(pieces()), form) };
}

function* read(elements: Iterable<Yaml>, { recordOf }: TokenForm): Generator<ForeignRecord> {
  let index = 0;
  for (const element of elements) {
    const where = `token ${++index}`;
    // A list that is no export has elements of other kinds.
    if (!isMapping(element)) yield { ok: false, where, why: "it is no token" };
    else yield recordOf(where, element, ownerOf(trimmedOf(element.owner)));
  }
}

const isMapping = (element: Yaml): element is Element =>
  typeof element === "object" && element !== null && !Array.isArray(element);

const isTiqr = (element: Yaml): element is Element =>
  isMapping(element) && textInValue(element.type).toLowerCase() === "tiqr";

/** `login@realm`, where the login may have an @ itself, or `n/a`. */
function ownerOf(owner: string | undefined): ForeignOwner | undefined {
  if (owner === undefined || owner === "n/a") return undefined;
  const at = owner.lastIndexOf("@");
  if (at < 1) return { login: owner, realm: undefined };
  return { login: owner.slice(0, at), realm: owner.slice(at + 1) || undefined };
}
