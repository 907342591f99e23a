// The form of an application: the fields of POST and PATCH /oidc/clients, lists as lines.

import {
  CLIENT_AUTHENTICATIONS,
  type ClientJson,
  DELIVERY_MODES,
  ENTRA_CLOUDS,
  Field,
  type Form,
  type Settings,
  SIGNING_ALGORITHMS,
  SUBJECT_TYPES,
} from "../../../src/for-console.ts";
import { FormCard, type FormProps } from "../parts/action.tsx";
import { Lines, Select } from "../parts/parts.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { asksToConfirm, waysFor } from "./ways.ts";

const LISTS = ["redirect_uris", "post_logout_redirect_uris", "realms", "forward_auth_hosts"] as const;
const TEXTS = ["client_name", "client_uri", "logo_uri", "backchannel_logout_uri", "scope", "jwks_uri"] as const;
const CHOICES = ["token_endpoint_auth_method", "id_token_signed_response_alg", "subject_type", "proximity"] as const;
const FLAGS = ["require_pin", "day_pass", "require_pkce", "require_pushed_authorization_requests"] as const;
/** Of applications that ask people to confirm: the API refuses them for others. */
const CONFIRMING_FLAGS = ["backchannel_user_code_parameter", "require_binding_message"] as const;
const CONFIRMING = [
  "backchannel_token_delivery_mode",
  "backchannel_client_notification_endpoint",
  ...CONFIRMING_FLAGS,
] as const;
/** Of a tenant of Microsoft Entra, with the names of the form. */
const ENTRA = { entra_tenant: "tenant", entra_app_id: "app_id", entra_cloud: "cloud" } as const;
const ENTRA_NAMES = Object.keys(ENTRA) as (keyof typeof ENTRA)[];
/** What such a client has besides; the rest follows. */
const OF_TENANT: readonly Name[] = ["client_name", "client_uri", "logo_uri", "realms", "require_pin", "proximity"];
const OWN_NAMES = [...LISTS, ...TEXTS, ...CHOICES, ...FLAGS, ...CONFIRMING, "grant_types", "jwks"] as const;
const NAMES = [...OWN_NAMES, ...ENTRA_NAMES] as const;
type Name = (typeof NAMES)[number];

/** The fields as they stand in the form. */
export type ClientFields = Readonly<Record<Name, string>>;

const eachName = (textOf: (name: Name) => string): ClientFields =>
  Object.fromEntries(NAMES.map((name) => [name, textOf(name)])) as Record<Name, string>;

export const NEW_CLIENT = eachName((name) => (name === "scope" ? "openid profile email groups" : ""));

export const clientFields = (form: Form): ClientFields => eachName(form);

/** Stands for an application that may send its secret in either of two ways. */
const EITHER = "";

export const clientFormFields = (client: ClientJson): ClientFields =>
  eachName((name) => {
    if (name === "token_endpoint_auth_method" && client.secret_either_way) return EITHER;
    const value = isOneOf(ENTRA_NAMES, name) ? client.entra?.[ENTRA[name]] : client[name];
    if (Array.isArray(value)) return value.join(name === "grant_types" ? " " : "\n");
    return typeof value === "object" ? JSON.stringify(value, null, 2) : String(value ?? "");
  });

const isOneOf = <T extends string>(names: readonly T[], name: string): name is T => names.includes(name as T);

/** The body for the API. An empty field becomes null, which removes the value. */
export function clientRequest(fields: ClientFields): Readonly<Record<string, unknown>> {
  const read = (name: Name, text: string): unknown => {
    // Without the field the application keeps what it has.
    if (name === "grant_types") return text === "" ? undefined : text.split(" ");
    if (isOneOf(CONFIRMING, name) && (text === "" || !asksToConfirm(fields.grant_types))) return null;
    if (isOneOf(CONFIRMING_FLAGS, name)) return text === "true";
    if (isOneOf(LISTS, name)) return linesIn(text);
    if (isOneOf(FLAGS, name)) return text === "true";
    if (name === "jwks" && text !== "") return jsonIn(text);
    return text === "" ? null : text;
  };
  const [tenant, app_id, cloud] = ENTRA_NAMES.map((name) => fields[name].trim());
  const names = isTenant(fields) ? OF_TENANT : OWN_NAMES;
  return {
    ...Object.fromEntries(names.map((name) => [name, read(name, fields[name].trim())])),
    entra: isTenant(fields) ? { tenant, app_id, cloud } : null,
  };
}

const isTenant = ({ entra_tenant: tenant, entra_app_id: app }: ClientFields): boolean =>
  `${tenant}${app}`.trim() !== "";

const linesIn = (text: string): string[] =>
  text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** Text that is not JSON is sent unchanged: the API says what is wrong with it. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The fields in the folded part of the form, which most applications leave alone. */
const SELDOM = NAMES.filter(
  (name) =>
    ![
      "client_name",
      "grant_types",
      "redirect_uris",
      "post_logout_redirect_uris",
      "token_endpoint_auth_method",
    ].includes(name),
);
const USUAL: Readonly<Partial<Record<Name, string>>> = {
  scope: NEW_CLIENT.scope,
  require_pin: "false",
  day_pass: "false",
  require_pkce: "false",
  require_pushed_authorization_requests: "false",
  backchannel_token_delivery_mode: DELIVERY_MODES[0],
  backchannel_user_code_parameter: "false",
  require_binding_message: "true",
  subject_type: SUBJECT_TYPES[0],
  id_token_signed_response_alg: SIGNING_ALGORITHMS[0],
  entra_cloud: ENTRA_CLOUDS[0],
};
const isSet = (name: Name, fields: ClientFields): boolean => fields[name] !== "" && fields[name] !== USUAL[name];

interface Props extends FormProps {
  readonly words: ConsoleWords["clients"];
  readonly fields: ClientFields;
  readonly settings: Pick<Settings, "ciba" | "deviceGrant">;
  /** Whether the API has refused these fields: the mistake may be in the folded part. */
  readonly isRefused: boolean;
}

export const ClientForm = ({ words, fields, settings, isRefused, ...form }: Props) => {
  const labels = words.fields;
  const hints: Readonly<Partial<Record<Name, string>>> = words.hints;
  const text = (
    name: (typeof TEXTS | typeof CONFIRMING)[number] | "entra_tenant" | "entra_app_id",
    required = false,
  ) => (
    <Field
      name={name}
      label={labels[name]}
      hint={hints[name]}
      value={fields[name]}
      required={required}
      autocomplete="off"
    />
  );
  const lines = (name: (typeof LISTS)[number] | "jwks") => (
    <Lines name={name} label={labels[name]} hint={hints[name]} value={fields[name]} />
  );
  const choice = (name: Name, options: readonly (readonly [string, string])[]) => (
    <Select name={name} label={labels[name]} value={fields[name] || (options[0]?.[0] ?? "")} options={options} />
  );
  const yesOrNo = [
    ["false", words.no],
    ["true", words.yes],
  ] as const;
  const ways = waysFor(settings, fields.grant_types, words);
  const ofTenant = (
    <>
      {text("entra_tenant")}
      {text("entra_app_id")}
      {choice(
        "entra_cloud",
        ENTRA_CLOUDS.map((cloud) => [cloud, words.clouds[cloud]]),
      )}
    </>
  );
  // All else is fixed for a tenant, so what somebody enters there would be lost without a word.
  if (isTenant(fields))
    return (
      <FormCard {...form}>
        {text("client_name", true)}
        {ofTenant}
        <Lines name="realms" label={labels.realms} value={fields.realms} />
        {choice("require_pin", yesOrNo)}
        {choice("proximity", Object.entries(words.rules))}
        {text("client_uri")}
        {text("logo_uri")}
      </FormCard>
    );
  return (
    <FormCard {...form}>
      {text("client_name", true)}
      {ways.length > 1 && choice("grant_types", ways)}
      {lines("redirect_uris")}
      {lines("post_logout_redirect_uris")}
      {choice("token_endpoint_auth_method", [
        [EITHER, words.methods.either],
        ...CLIENT_AUTHENTICATIONS.map((method) => [method, words.methods[method]] as const),
      ])}
      <details open={isRefused || SELDOM.some((name) => isSet(name, fields))}>
        <summary>{words.more}</summary>
        <div class="form">
          {text("scope")}
          {lines("realms")}
          {choice("require_pin", yesOrNo)}
          {choice("day_pass", yesOrNo)}
          {choice("require_pkce", yesOrNo)}
          {choice("require_pushed_authorization_requests", yesOrNo)}
          {choice("proximity", Object.entries(words.rules))}
          {choice(
            "subject_type",
            SUBJECT_TYPES.map((type) => [type, words.subjects[type]]),
          )}
          {choice(
            "id_token_signed_response_alg",
            SIGNING_ALGORITHMS.map((algorithm) => [algorithm, algorithm]),
          )}
          {(settings.ciba || asksToConfirm(fields.grant_types)) && (
            <>
              {choice(
                "backchannel_token_delivery_mode",
                DELIVERY_MODES.map((mode) => [mode, words.modes[mode]]),
              )}
              {text("backchannel_client_notification_endpoint")}
              {choice("require_binding_message", yesOrNo.toReversed())}
              {choice("backchannel_user_code_parameter", yesOrNo)}
            </>
          )}
          {text("client_uri")}
          {text("logo_uri")}
          {text("backchannel_logout_uri")}
          {lines("forward_auth_hosts")}
          {lines("jwks")}
          {text("jwks_uri")}
          {ofTenant}
        </div>
      </details>
    </FormCard>
  );
};
