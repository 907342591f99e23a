// The fields for a new PIN. A slip in a hidden PIN would show only at the next sign-in: so it is
// typed twice.

import { Field } from "./field.tsx";
import { Reveal } from "./reveal.tsx";

interface Props {
  readonly words: Readonly<Record<"label" | "repeat" | "differs" | "show", string>> & {
    readonly hint: (least: number) => string;
  };
  /** Characters of the shortest PIN. */
  readonly least: number;
  /** What was wrong with the typed PIN. */
  readonly fault: "short" | "differs" | undefined;
}

export const NewPin = ({ words, least, fault }: Props) => {
  const hint = words.hint(least);
  const typed = { type: "password", autocomplete: "new-password", required: true, minlength: least } as const;
  return (
    <>
      <Field
        name="pin"
        label={words.label}
        hint={hint}
        error={fault === "short" ? hint : undefined}
        autofocus
        {...typed}
      />
      <Field name="repeat" label={words.repeat} error={fault === "differs" ? words.differs : undefined} {...typed} />
      <Reveal fields="pin repeat" label={words.show} />
    </>
  );
};
