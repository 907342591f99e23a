// The form of an account: a preset, rights one by one, realms as lines. A preset adds its rights to
// the ticked ones, so no script is needed. A refused form comes back without its password.

import { type AccountJson, Field, type Form, RIGHTS } from "../../../src/for-console.ts";
import { FormCard, type FormProps } from "../parts/action.tsx";
import { Lines, Select, Ticks } from "../parts/parts.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { boxOf } from "./account-view.ts";
import { PRESET_NAMES, PRESETS } from "./presets.ts";

const GIVEN = ["*", ...RIGHTS] as const;

/** The fields as they stand in the form. */
export interface AccountFields {
  readonly name: string;
  readonly preset: string;
  readonly rights: readonly string[];
  readonly realms: string;
}

export const NO_FIELDS: AccountFields = { name: "", preset: "", rights: [], realms: "" };

export const accountFields = (form: Form): AccountFields => ({
  name: "",
  preset: form("preset"),
  rights: GIVEN.filter((right) => form(boxOf(right)) !== ""),
  realms: form("realms"),
});

export const accountFormFields = ({ name, rights, realms }: AccountJson): AccountFields => ({
  name,
  preset: "",
  rights,
  realms: realms?.join("\n") ?? "",
});

/** The body for the API. An empty field of realms means every realm. */
export function accountRequest({ preset, rights, realms }: AccountFields) {
  const name = PRESET_NAMES.find((one) => one === preset);
  const lines = realms
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((line) => line !== "");
  const all = new Set([...rights, ...(name ? PRESETS[name] : [])]);
  return { rights: [...all], realms: lines.length === 0 ? null : lines };
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
          <Select
            name="preset"
            label={words.preset}
            value={fields.preset}
            options={[["", words.noPreset], ...PRESET_NAMES.map((name) => [name, words.presetTexts[name]] as const)]}
          />
        </>
      )}
      <Ticks
        legend={words.rights}
        hint={isNew ? words.rightsHint : undefined}
        boxes={GIVEN.map((right) => [boxOf(right), words.rightTexts[right]])}
        ticked={(name) => fields.rights.some((right) => boxOf(right) === name)}
      />
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
