// Components that several of the console's pages share.

import { Badge, CopyButton, Field, type TokenJson } from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import type { ConsoleWords } from "../words/words.ts";
import { addressWith } from "./search.ts";

const KINDS = {
  revoked: "danger",
  disabled: "warning",
  locked: "danger",
  "not-valid-now": "warning",
  active: "success",
} as const;

export const TokenBadge = ({ token, words }: { token: TokenJson; words: ConsoleWords["state"] }) => {
  if (token.state === "not-enrolled") return <Badge>{words[token.enrollment.state]}</Badge>;
  if (token.state === "active" && !token.proven) return <Badge kind="warning">{words.unproven}</Badge>;
  return <Badge kind={KINDS[token.state]}>{words[token.state]}</Badge>;
};

interface SelectProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly value: string;
}

export const Select = ({ name, label, options, value }: SelectProps) => (
  <div class="field">
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      {options.map(([option, text]) => (
        <option value={option} selected={option === value}>
          {text}
        </option>
      ))}
    </select>
  </div>
);

/** After a refusal because a new user would shadow others: a choice to allow it. */
export const ShadowingNotice = ({ words, reply }: { words: ConsoleWords["enrol"]; reply: ApiRefusal | undefined }) =>
  reply?.reason?.code === "shadows-users" && (
    <Select
      name="shadows"
      label={words.shadows}
      value="false"
      options={[
        ["false", words.shadowing.no],
        ["true", words.shadowing.yes],
      ]}
    />
  );

interface SearchFieldsProps {
  readonly fields: readonly (readonly [name: string, label: string])[];
  readonly values: Readonly<Record<string, string>>;
}

/** Fields of a search, side by side where there is room. */
export const SearchFields = ({ fields, values }: SearchFieldsProps) => (
  <>
    {fields.map(([name, label]) => (
      <Field name={name} label={label} type="search" value={values[name] ?? ""} autocomplete="off" />
    ))}
  </>
);

interface PagesProps {
  readonly words: ConsoleWords["pages"];
  readonly path: string;
  readonly search: Readonly<Record<string, string>>;
  readonly page: number;
  readonly size: number;
  readonly count: number;
}

/** Links to the neighbouring pages of the same search. */
export const Pages = ({ words, path, search, page, size, count }: PagesProps) => {
  if (count === 0) return null;
  const pages = Math.ceil(count / size);
  const to = (number: number) => addressWith(path, { ...search, page: String(number) });
  return (
    <nav class="pages" aria-label={words.label}>
      {page > 1 && (
        <a href={to(Math.min(page - 1, pages))} rel="prev">
          {words.previous}
        </a>
      )}
      {page <= pages && <span>{words.of(page, pages, count)}</span>}
      {page < pages && (
        <a href={to(page + 1)} rel="next">
          {words.next}
        </a>
      )}
    </nav>
  );
};

interface LinesProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: string;
}

/** A label, a hint and a text of several lines. */
export const Lines = ({ name, label, hint, value }: LinesProps) => (
  <div class="field">
    <label for={name}>{label}</label>
    {hint && (
      <p class="hint" id={`${name}-hint`}>
        {hint}
      </p>
    )}
    <textarea
      id={name}
      name={name}
      rows={3}
      autocomplete="off"
      spellcheck={false}
      aria-describedby={hint ? `${name}-hint` : undefined}
    >
      {value}
    </textarea>
  </div>
);

interface TicksProps {
  readonly legend: string;
  readonly hint?: string | undefined;
  /** The name of each box and its label. */
  readonly boxes: readonly (readonly [name: string, label: string])[];
  readonly ticked: (name: string) => boolean;
}

/** Boxes to tick, under one heading. */
export const Ticks = ({ legend, hint, boxes, ticked }: TicksProps) => (
  <fieldset class="ticks">
    <legend>{legend}</legend>
    {hint && <p class="hint">{hint}</p>}
    {boxes.map(([name, label]) => (
      <label>
        <input type="checkbox" name={name} checked={ticked(name)} /> <span>{label}</span>
      </label>
    ))}
  </fieldset>
);

interface CopiedProps {
  readonly text: string;
  readonly words: ConsoleWords["copying"];
}

/** A text to copy: a press selects it, and with a script a button copies. */
export const Copied = ({ text, words }: CopiedProps) => (
  <span class="copy-row">
    <code class="copied">{text}</code>
    <CopyButton text={text} words={words} />
  </span>
);
