// `npm run admin -- client add NAME … | list | show ID | rotate ID | remove ID`: the applications
// that sign people in, directly in the service's database. Only DB is changed: cron copies the
// clients to the other databases. `add` needs the settings of the service, and with them
// MASTER_KEY.
import { readArguments } from "../../../../scripts/lib/arguments.ts";
import { CommandError } from "../../../../scripts/lib/project.ts";
import { clientMetadata, clientOf, readClientMetadata } from "../../../../src/core/oidc/clients/client-metadata.ts";
import { makeClientSecret, usesSecret } from "../../../../src/core/oidc/clients/client-secret.ts";
import type { StoredClient } from "../../../../src/core/ports/oidc/clients.ts";
import type { Refusal } from "../../../../src/core/reasons.ts";
import { wireOf } from "../../../../src/http/answer/reason-to-wire.ts";
import { type Bytes, toHex } from "../../../../src/lib/bytes.ts";
import { CLIENT_COLUMNS, type ClientRow, clientIn } from "../../../../src/storage/oidc/client-row.ts";
import {
  addedOf,
  addStatements,
  removeStatement,
  rotateStatement,
} from "../../../../src/storage/oidc/client-statements.ts";
import { batch } from "../../../../src/storage/sql/batch.ts";
import type { Guard } from "../../../../src/storage/sql/caller-guard.ts";
import { type DatabasePlace, onDatabase, placeName, placeOf, placeOptions } from "../../database/database.ts";
import { allRows } from "../../database/pages.ts";
import { readService } from "../../database/service-config.ts";
import { plain, writeLine } from "../../program.ts";

const usage =
  "Usage: npm run admin -- client add NAME --redirect URI … [--logout URI …] [--realm REALM …] [--host HOST …] [--method METHOD] [--scope SCOPES] [--alg ALG] [--pin] [--day-pass] [--pkce] [--par] | client list | client show ID | client rotate ID | client remove ID, each with --state DIR or --remote";

const several = { type: "string", multiple: true } as const;
const addOptions = {
  redirect: several,
  logout: several,
  realm: several,
  host: several,
  method: { type: "string" },
  scope: { type: "string" },
  alg: { type: "string" },
  pin: { type: "boolean" },
  "day-pass": { type: "boolean" },
  pkce: { type: "boolean" },
  par: { type: "boolean" },
} as const;

const actions = ["add", "list", "show", "rotate", "remove"] as const;

/** Who runs this has the whole database in their hands, and needs no right. */
const OPERATOR: Guard = { sql: "true", parameters: {} };

const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

const readRequest = (args: readonly string[]) => {
  const config = { args: [...args], allowPositionals: true, options: { ...placeOptions, ...addOptions } } as const;
  return readArguments(usage, config, ({ values, positionals }) => {
    const [word = "", name = "", ...more] = positionals;
    const action = actions.find((one) => one === word);
    if (!action) throw new Error(`client takes one of ${actions.join(", ")}.`);
    const unknown = Object.keys(values).find((option) => Object.hasOwn(addOptions, option) && action !== "add");
    if (unknown) throw new Error(`client ${action} takes no --${unknown}.`);
    if (more.length > 0 || (action === "list" && name !== "")) throw new Error("There are too many names.");
    if (action !== "list" && name === "")
      throw new Error(`client ${action} needs ${action === "add" ? "a name" : "an id"}.`);
    return { action, name, place: placeOf(values), values };
  });
};

type ClientRequest = ReturnType<typeof readRequest>;

export async function clientCommand(args: readonly string[]): Promise<unknown> {
  const request = readRequest(args);
  const { action, name, place } = request;
  const where = `(${placeName(place)})`;
  const unknown = new CommandError(`There is no client ${name} ${where}.`);
  if (action === "add") return add(request, where);
  return onDatabase(place, async (db) => {
    const clients = await clientsIn(db);
    if (action === "list") return clients.map(lineOf).sort().forEach(writeLine);
    const stored = clients.find(({ client }) => client.clientId === name);
    if (!stored) throw unknown;
    const { client } = stored;
    if (action === "show") return writeLine(JSON.stringify({ client_id: name, ...clientMetadata(client) }, null, 2));
    if (action === "remove") {
      if ((await removeStatement(db, name, OPERATOR).run()).meta.changes === 0) throw unknown;
      return writeLine(`removed client ${plain(client.clientName)} ${where}`);
    }
    if (!usesSecret(client))
      throw new CommandError(`The client uses no secret, but ${client.tokenEndpointAuthMethod}.`);
    const { secret, hash } = await makeClientSecret(randomBytes);
    if ((await rotateStatement(db, name, hash, Date.now(), OPERATOR).run()).meta.changes === 0) throw unknown;
    writeLine(`made a new secret for ${plain(client.clientName)} ${where}; the one before stays valid until the next`);
    writeLine(`client_secret: ${secret}`);
  });
}

async function add(
  { name, place, values }: ClientRequest & { readonly place: DatabasePlace },
  where: string,
): Promise<void> {
  const { settings } = await readService(place);
  const metadata = {
    client_name: name,
    redirect_uris: values.redirect,
    post_logout_redirect_uris: values.logout,
    realms: values.realm,
    forward_auth_hosts: values.host,
    token_endpoint_auth_method: values.method,
    scope: values.scope,
    id_token_signed_response_alg: values.alg,
    require_pin: values.pin,
    day_pass: values["day-pass"],
    require_pkce: values.pkce,
    require_pushed_authorization_requests: values.par,
  };
  const read = readClientMetadata(metadata, settings);
  if (!read.ok) throw refusalOf(read);
  const client = clientOf(toHex(randomBytes(16)), read.metadata);
  const credential = usesSecret(client) ? await makeClientSecret(randomBytes) : undefined;
  const added = { client, secretHash: credential?.hash ?? null, createdAtMs: Date.now() };
  const put = await onDatabase(place, async (db) => addedOf(await batch(db, addStatements(db, added, OPERATOR))));
  if (!put.ok) throw refusalOf(put);
  writeLine(`made client ${plain(client.clientName)} ${where}`);
  writeLine(`client_id: ${client.clientId}`);
  if (credential) writeLine(`client_secret: ${credential.secret}`);
}

const clientsIn = async (db: D1Database): Promise<readonly StoredClient[]> =>
  (await allRows<ClientRow>(db, `SELECT ${CLIENT_COLUMNS} FROM oidc_client`)).map(clientIn);

const refusalOf = ({ reason }: Refusal): CommandError => new CommandError(wireOf(reason).text);

const lineOf = ({ client }: StoredClient): string =>
  `${plain(client.clientName)}  ${client.clientId}  ${[...client.redirectUris, ...client.forwardAuthHosts].join(" ")}`;
