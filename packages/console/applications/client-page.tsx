// The page of one application: what to copy into it, and what is registered.

import type { PropsWithChildren } from "hono/jsx";
import { Breakable, Button, Card, type ClientJson, entraIssuer } from "../../../src/for-console.ts";
import type { ConsoleContext } from "../frame/session.ts";
import { LinkButton } from "../frame/usual.tsx";
import { DangerCard, ShownOnce } from "../parts/action.tsx";
import { type Fact, FactList } from "../parts/facts.tsx";
import { Copied } from "../parts/parts.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { wayNameOf } from "./ways.ts";

export const CLIENTS_PATH = "/console/clients";
export const clientPage = (id: string): string => `${CLIENTS_PATH}/${encodeURIComponent(id)}`;

/** Finds the application of the path, or shows a page that says why not. */
export async function findClient(c: ConsoleContext): Promise<ClientJson> {
  const client_id = c.req.param("id") ?? "";
  return (await c.var.api.need("clients", "GET /oidc/clients/:client_id", { client_id })).value;
}

/** Whether the application proves itself by a secret. */
const usesSecret = ({ token_endpoint_auth_method: method }: ClientJson): boolean =>
  method === "client_secret_basic" || method === "client_secret_post";

export const methodOf = (client: ClientJson, { methods }: ConsoleWords["clients"]): string =>
  methods[client.entra ? "entra" : client.secret_either_way ? "either" : client.token_endpoint_auth_method];

interface Props {
  readonly words: ConsoleWords;
  readonly client: ClientJson;
  readonly publicUrl: string;
}

export const ClientPage = ({ words: all, client, publicUrl, children }: PropsWithChildren<Props>) => {
  const { clients: words } = all;
  const to = clientPage(client.client_id);
  return (
    <>
      <div class="beside">
        <Card title={words.copy}>
          <p>{client.entra ? words.entraLead : words.copyLead}</p>
          <ToCopy words={all} client={client} publicUrl={publicUrl} />
        </Card>
        <Card title={words.facts}>
          <FactList facts={factsOf(client, words)} />
          <div class="actions">
            <Button href={`${to}/change`}>{words.change}</Button>
            {usesSecret(client) && <LinkButton to={`${to}/secret`} text={words.rotate} />}
          </div>
        </Card>
      </div>
      {children}
      <DangerCard title={words.remove} to={`${to}/remove`} go={words.remove} />
    </>
  );
};

/** Only this page shows the secret, so no address leads to it. */
export const NewSecret = (props: SecretProps) => (
  <Card>
    <ToCopy {...props} />
    <ShownOnce
      once={props.secret && props.words.clients.once}
      to={clientPage(props.client.client_id)}
      back={props.words.clients.back}
    />
  </Card>
);

interface SecretProps extends Props {
  readonly secret?: string | undefined;
}

const ToCopy = ({ words: { clients: words, copying }, client, secret, publicUrl }: SecretProps) => {
  const code = (text: string) => <Copied text={text} words={copying} />;
  const { entra } = client;
  if (entra) {
    const issuer = entraIssuer(publicUrl);
    const rows: Fact[] = [
      [words.discovery, code(`${issuer}/.well-known/openid-configuration`)],
      [words.id, code(client.client_id)],
      [words.fields.entra_app_id, code(entra.app_id)],
      [words.entraRedirect, code(`${issuer}/authorize`)],
    ];
    return <FactList facts={rows} />;
  }
  const rows: Fact[] = [
    [words.issuer, code(publicUrl)],
    [words.discovery, code(`${publicUrl}/.well-known/openid-configuration`)],
    [words.id, code(client.client_id)],
  ];
  return <FactList facts={secret === undefined ? rows : [...rows, [words.secret, code(secret)]]} />;
};

function factsOf(client: ClientJson, words: ConsoleWords["clients"]): readonly Fact[] {
  const { fields } = words;
  const list = (items: readonly string[]) => items.join(", ");
  const addresses = (items: readonly string[]) => (items.length === 0 ? "" : <Breakable text={list(items)} />);
  const yes = (is: boolean) => (is ? words.yes : words.no);
  const yesIfKnown = (is: boolean | undefined) => (is === undefined ? "" : yes(is));
  const { backchannel_token_delivery_mode: mode } = client;
  /** What is fixed for a tenant of Microsoft Entra is nothing to look up. */
  const chosen = (text: string) => (client.entra ? "" : text);
  return [
    [fields.client_name, client.client_name],
    [fields.redirect_uris, addresses(client.redirect_uris)],
    [fields.post_logout_redirect_uris, addresses(client.post_logout_redirect_uris)],
    [fields.forward_auth_hosts, addresses(client.forward_auth_hosts)],
    [fields.token_endpoint_auth_method, methodOf(client, words)],
    [words.secrets, usesSecret(client) ? String(client.client_secrets) : ""],
    [fields.grant_types, chosen(wayNameOf(client.grant_types.join(" "), words))],
    [fields.backchannel_token_delivery_mode, mode === undefined ? "" : words.modes[mode]],
    [fields.backchannel_client_notification_endpoint, client.backchannel_client_notification_endpoint ?? ""],
    [fields.require_binding_message, yesIfKnown(client.require_binding_message)],
    [fields.backchannel_user_code_parameter, yesIfKnown(client.backchannel_user_code_parameter)],
    [fields.scope, chosen(client.scope)],
    [fields.realms, list(client.realms)],
    [fields.require_pin, yes(client.require_pin)],
    [fields.day_pass, chosen(yes(client.day_pass))],
    [fields.require_pkce, chosen(yes(client.require_pkce))],
    [fields.require_pushed_authorization_requests, chosen(yes(client.require_pushed_authorization_requests))],
    [fields.proximity, words.rules[client.proximity ?? ""]],
    [fields.subject_type, chosen(words.subjects[client.subject_type])],
    [fields.id_token_signed_response_alg, chosen(client.id_token_signed_response_alg)],
    [fields.client_uri, client.client_uri ?? ""],
    [fields.logo_uri, client.logo_uri ?? ""],
    [fields.backchannel_logout_uri, client.backchannel_logout_uri ?? ""],
    [fields.jwks, client.jwks ? String(client.jwks.keys.length) : ""],
    [fields.jwks_uri, client.jwks_uri ?? ""],
    [fields.entra_tenant, client.entra?.tenant ?? ""],
    [fields.entra_app_id, client.entra?.app_id ?? ""],
    [fields.entra_cloud, client.entra ? words.clouds[client.entra.cloud] : ""],
  ];
}
