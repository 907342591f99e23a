// The page of one application: what to copy into it, and what is registered.

import type { PropsWithChildren } from "hono/jsx";
import { Breakable, Button, Card, type ClientJson } from "../../../src/for-console.ts";
import { DangerCard, ShownOnce } from "../parts/action.tsx";
import { type Fact, FactList } from "../parts/facts.tsx";
import { Copied } from "../parts/parts.tsx";
import type { ConsoleWords } from "../words/words.ts";

export const CLIENTS_PATH = "/console/clients";
export const clientPage = (id: string): string => `${CLIENTS_PATH}/${encodeURIComponent(id)}`;

/** Whether the application proves itself by a secret. */
const usesSecret = ({ token_endpoint_auth_method: method }: ClientJson): boolean =>
  method === "client_secret_basic" || method === "client_secret_post";

export const methodOf = (client: ClientJson, { methods }: ConsoleWords["clients"]): string =>
  methods[client.secret_either_way ? "either" : client.token_endpoint_auth_method];

interface Props {
  readonly words: ConsoleWords["clients"];
  readonly copying: ConsoleWords["copying"];
  readonly client: ClientJson;
  readonly publicUrl: string;
}

export const ClientPage = ({ words, copying, client, publicUrl, children }: PropsWithChildren<Props>) => {
  const to = clientPage(client.client_id);
  return (
    <>
      <div class="beside">
        <Card title={words.copy}>
          <p>{words.copyLead}</p>
          <ToCopy words={words} copying={copying} clientId={client.client_id} publicUrl={publicUrl} />
        </Card>
        <Card title={words.facts}>
          <FactList facts={factsOf(client, words)} />
          <div class="actions">
            <Button href={`${to}/change`}>{words.change}</Button>
            {usesSecret(client) && (
              <Button href={`${to}/secret`} kind="secondary">
                {words.rotate}
              </Button>
            )}
          </div>
        </Card>
      </div>
      {children}
      <DangerCard title={words.remove} to={`${to}/remove`} go={words.remove} />
    </>
  );
};

/** The secret is on this page alone, so no address leads to it. */
export const NewSecret = ({ words, copying, client, secret, publicUrl }: Props & { secret: string | undefined }) => (
  <Card>
    <ToCopy words={words} copying={copying} clientId={client.client_id} secret={secret} publicUrl={publicUrl} />
    <ShownOnce once={secret && words.once} to={clientPage(client.client_id)} back={words.back} />
  </Card>
);

interface CopyProps {
  readonly words: ConsoleWords["clients"];
  readonly copying: ConsoleWords["copying"];
  readonly clientId: string;
  readonly secret?: string | undefined;
  readonly publicUrl: string;
}

const ToCopy = ({ words, copying, clientId, secret, publicUrl }: CopyProps) => {
  const code = (text: string) => <Copied text={text} words={copying} />;
  const rows: Fact[] = [
    [words.issuer, code(publicUrl)],
    [words.discovery, code(`${publicUrl}/.well-known/openid-configuration`)],
    [words.id, code(clientId)],
  ];
  return <FactList facts={secret === undefined ? rows : [...rows, [words.secret, code(secret)]]} />;
};

function factsOf(client: ClientJson, words: ConsoleWords["clients"]): readonly Fact[] {
  const { fields } = words;
  const list = (items: readonly string[]) => items.join(", ");
  const addresses = (items: readonly string[]) => (items.length === 0 ? "" : <Breakable text={list(items)} />);
  const yes = (is: boolean) => (is ? words.yes : words.no);
  return [
    [fields.client_name, client.client_name],
    [fields.redirect_uris, addresses(client.redirect_uris)],
    [fields.post_logout_redirect_uris, addresses(client.post_logout_redirect_uris)],
    [fields.forward_auth_hosts, addresses(client.forward_auth_hosts)],
    [fields.token_endpoint_auth_method, methodOf(client, words)],
    [words.secrets, usesSecret(client) ? String(client.client_secrets) : ""],
    [fields.scope, client.scope],
    [fields.realms, list(client.realms)],
    [fields.require_pin, yes(client.require_pin)],
    [fields.require_pkce, yes(client.require_pkce)],
    [fields.require_pushed_authorization_requests, yes(client.require_pushed_authorization_requests)],
    [fields.proximity, words.rules[client.proximity ?? ""]],
    [fields.subject_type, words.subjects[client.subject_type]],
    [fields.id_token_signed_response_alg, client.id_token_signed_response_alg],
    [fields.client_uri, client.client_uri ?? ""],
    [fields.logo_uri, client.logo_uri ?? ""],
    [fields.backchannel_logout_uri, client.backchannel_logout_uri ?? ""],
    [fields.jwks, client.jwks ? String(client.jwks.keys.length) : ""],
    [fields.jwks_uri, client.jwks_uri ?? ""],
  ];
}
