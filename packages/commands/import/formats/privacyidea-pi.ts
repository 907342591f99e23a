// privacyIDEA 3.12 and later: `pi-tokenjanitor find … export --format pi`. One Fernet token around
// a JSON list, both read in pieces.
import { StringDecoder } from "node:string_decoder";
import { readFernetKey } from "../crypt/fernet.ts";
import { openFernetPieces, type Pieces } from "../crypt/fernet-pieces.ts";
import {
  countOf,
  type Foreign,
  type ForeignOwner,
  type ForeignRecord,
  type ForeignToken,
  UnreadableExport,
} from "../record.ts";
import { readJsonList } from "../text/json-list.ts";
import { mappingOf, textInValue, trimmedOf } from "../values.ts";
import { type PrivacyIdeaServer, type PrivacyIdeaToken, privacyIdeaRecord } from "./privacyidea-token.ts";

/** Of our own exports (../../export/privacyidea.ts), as privacyIDEA's say "privacyIDEA". */
export const ISSUER = "tiqr-edge";

/** What the phone keeps of its enrolment. */
export const PHONE_INFO = ["identity", "service_identifier", "authentication_url"] as const;

type Element = PrivacyIdeaToken & { readonly user?: unknown; readonly issuer?: unknown };

/** Written to stdout, the token is followed by blank lines and a message. */
export function readPrivacyIdeaPi(pieces: Pieces, keyText: string, server: PrivacyIdeaServer): Foreign {
  const key = readFernetKey(keyText);
  if (!key) throw new UnreadableExport("The key of the export is no Fernet key: 44 characters of base64url.");
  const plain = openFernetPieces(pieces, key);
  if (!plain)
    throw new UnreadableExport("The file does not open under this key: one of the two is another one, or was changed.");
  const services = new Set<string | undefined>();
  const total = countOf(elementsIn(plain()), (element) =>
    services.add(element.issuer === ISSUER ? phoneInfoOf(element).serviceIdentifier : undefined),
  );
  const named = [...services].filter((service) => service !== undefined);
  return {
    total,
    records: elementsIn(plain()).map((element, index) => recordOf(`token ${index + 1}`, element, server)),
    // What a token does not say is not known from the others.
    ...(named.length === services.size ? { services: named } : {}),
  };
}

function recordOf(where: string, element: Element, server: PrivacyIdeaServer): ForeignRecord {
  const { owner, attributes } = ownerOf(element.user);
  const record = privacyIdeaRecord(where, element, owner, attributes, server);
  if (!record.ok || element.issuer !== ISSUER) return record;
  return { ...record, token: { ...record.token, ...phoneInfoOf(element) } };
}

/** Our own export says what else the phone keeps. */
function phoneInfoOf(element: Element): Pick<ForeignToken, "identity" | "serviceIdentifier" | "authenticationUrl"> {
  const info = mappingOf(element.info_list);
  const [identity, serviceIdentifier, authenticationUrl] = PHONE_INFO.map(
    (name) => textInValue(info[name]) || undefined,
  );
  return { identity, serviceIdentifier, authenticationUrl };
}

function* elementsIn(plain: Iterable<Buffer>): Generator<Element> {
  for (const element of readJsonList(textIn(plain), "The export opens, and is no JSON list of tokens."))
    yield mappingOf(element);
}

function* textIn(plain: Iterable<Buffer>): Generator<string> {
  const decoder = new StringDecoder("utf8");
  for (const bytes of plain) yield decoder.write(bytes);
  yield decoder.end();
}

function ownerOf(user: unknown) {
  const { login, realm, custom_attributes: attributes } = mappingOf(user);
  const name = trimmedOf(login);
  const owner: ForeignOwner | undefined = name === undefined ? undefined : { login: name, realm: trimmedOf(realm) };
  return { owner, attributes: mappingOf(attributes) };
}
