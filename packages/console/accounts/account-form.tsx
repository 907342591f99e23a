// The form of an account: what it is for, rights one by one, realms as lines. A preset adds its
// rights to the ticked ones, so no script is needed. A refused form comes back without its
// password.

import { type AccountJson, Field, type Form, RIGHTS } from "../../../src/for-console.ts";
import { FormCard, type FormProps } from "../parts/action.tsx";
import { Lines, Ticks } from "../parts/parts.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { boxOf } from "./account-view.ts";
import { PresetChoice } from "./preset-choice.tsx";
import { PRESET_NAMES, presetNamed } from "./presets.ts";

const GIVEN = ["*", ...RIGHTS] as const;

/** The fields as they stand in the form. */
export interface AccountFields {
  readonly name: string;
  readonly preset: string;
  readonly rights: readonly string[];
  readonly person: boolean;
  readonly realms: string;
}

/** A form that is sent as it comes makes an account that nobody can use without a phone. */
export const NO_FIELDS: AccountFields = { name: "", preset: "helpDesk", rights: [], person: false, realms: "" };

export const accountFields = (form: Form): AccountFields => ({
  name: "",
  preset: form("preset"),
  rights: GIVEN.filter((right) => form(boxOf(right)) !== ""),
  person: form("person") !== "",
  realms: form("realms"),
});

export const accountFormFields = ({ name, rights, person, realms }: AccountJson): AccountFields => ({
  name,
  preset: "",
  rights,
  person,
  realms: realms?.join("\n") ?? "",
});

/** The body for the API. An empty field of realms means every realm. */
export function accountRequest({ preset, rights, person, realms }: AccountFields) {
  const name = PRESET_NAMES.find((one) => one === preset);
  const chosen = name && presetNamed(name);
  const lines = realms
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((line) => line !== "");
  const all = new Set([...rights, ...(chosen?.rights ?? [])]);
  return {
    rights: [...all],
    person: person || chosen?.person === true,
    realms: lines.length === 0 ? null : lines,
  };
}

interface Props extends FormProps {
  readonly words: ConsoleWords["accounts"];
  readonly fields: AccountFields;
  readonly isNew: boolean;
}

export const AccountForm = ({ words, fields, isNew, ...form }: Props) => (
  <div class="form-width">
    <FormCard {...form}>
      {isNew && (
        <>
          <Field name="name" label={words.name} value={fields.name} required autocomplete="off" />
          <PresetChoice words={words} chosen={fields.preset} />
        </>
      )}
      {isNew ? (
        <details open={fields.rights.length > 0}>
          <summary>{words.oneByOne}</summary>
          <Single words={words} fields={fields} hint={words.rightsHint} />
        </details>
      ) : (
        <Single words={words} fields={fields} />
      )}
      <Lines name="realms" label={words.realms} hint={words.realmsHint} value={fields.realms} />
      {isNew && (
        <Field
          name="password"
          type="password"
          label={words.password}
          hint={words.passwordHint}
          autocomplete="new-password"
        />
      )}
    </FormCard>
  </div>
);

/** What a preset would set. */
const Single = ({ words, fields, hint }: Pick<Props, "words" | "fields"> & { readonly hint?: string }) => (
  <>
    <Ticks
      legend={words.rights}
      hint={hint}
      boxes={GIVEN.map((right) => [boxOf(right), words.rightTexts[right]])}
      ticked={(name) => fields.rights.some((right) => boxOf(right) === name)}
    />
    <Ticks
      legend={words.signIn}
      hint={words.personHint}
      boxes={[["person", words.person]]}
      ticked={() => fields.person}
    />
  </>
);
