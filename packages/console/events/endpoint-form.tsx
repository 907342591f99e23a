// The form of an endpoint for events: the fields of POST and PATCH, lists as lines.

import { type EndpointJson, Field, type Form } from "../../../src/for-console.ts";
import { FormCard, type FormProps } from "../parts/action.tsx";
import { Lines } from "../parts/parts.tsx";
import type { ConsoleWords } from "../words/words.ts";

/** The fields as they stand in the form. */
export type EndpointFields = Readonly<Record<"url" | "events" | "realms", string>>;

export const NEW_ENDPOINT: EndpointFields = { url: "", events: "", realms: "" };

export const endpointFields = (form: Form): EndpointFields => ({
  url: form("url"),
  events: form("events"),
  realms: form("realms"),
});

export const endpointFieldsOf = ({ url, events, realms }: EndpointJson): EndpointFields => ({
  url,
  events: events.join("\n"),
  realms: realms.join("\n"),
});

export const endpointRequestOf = ({ url, events, realms }: EndpointFields) => ({
  url: url.trim(),
  events: wordsIn(events.toUpperCase()),
  realms: wordsIn(realms.toLowerCase()),
});

/** People may also separate them with commas. */
const wordsIn = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== "");

interface Props extends FormProps {
  readonly words: ConsoleWords["endpoints"];
  readonly fields: EndpointFields;
}

export const EndpointForm = ({ words, fields, ...form }: Props) => (
  <FormCard {...form}>
    <Field
      name="url"
      label={words.address}
      hint={words.hints.url}
      value={fields.url}
      required
      inputmode="url"
      autocomplete="off"
    />
    <Lines name="events" label={words.events} hint={words.hints.events} value={fields.events} />
    <Lines name="realms" label={words.realms} hint={words.hints.realms} value={fields.realms} />
  </FormCard>
);
