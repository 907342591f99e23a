// The fields of a form: lines that are tied together for screen readers, and hidden ones.

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** The problem with the input. */
  readonly error?: string | undefined;
  readonly type?: "text" | "password" | "search" | "number" | "date";
  /** Further attributes of the input: autocomplete, inputmode, required, value … */
  readonly [attribute: string]: unknown;
}

/** A label, a hint, an input and an error. */
export const Field = ({ name, label, hint, error, type = "text", ...rest }: FieldProps) => {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={name}
        name={name}
        type={type}
        aria-describedby={described || undefined}
        aria-invalid={error ? "true" : undefined}
        {...rest}
      />
      {error && (
        <p class="error" id={`${name}-error`}>
          {error}
        </p>
      )}
    </div>
  );
};

/** Hidden fields, by their names. */
export const Hidden = ({ fields }: { fields: Readonly<Record<string, string>> }) =>
  Object.entries(fields).map(([name, value]) => <input type="hidden" name={name} value={value} />);

/**
 * A box that shows what is typed into the `fields` of the same form, by their names and separated
 * by spaces. Without a script (src/web/client/live/reveal.ts) there is no box. Unnamed, it is not
 * sent.
 */
export const Reveal = ({ fields, label }: { fields: string; label: string }) => (
  <label class="reveal with-script">
    <input type="checkbox" data-reveals={fields} /> <span>{label}</span>
  </label>
);

/** Who signs in. */
export const UserNameField = (props: { label: string; value: string; autofocus?: boolean }) => (
  <Field
    name="user"
    required
    maxlength={200}
    autocomplete="username"
    autocapitalize="none"
    spellcheck="false"
    {...props}
  />
);

/** The PIN that somebody has. */
export const PinField = ({ show, ...rest }: { label: string; show: string; [attribute: string]: unknown }) => (
  <>
    <Field name="pin" type="password" required autocomplete="current-password" {...rest} />
    <Reveal fields="pin" label={show} />
  </>
);

interface NewPinProps {
  readonly words: Readonly<Record<"label" | "repeat" | "differs" | "show", string>> & {
    readonly hint: (least: number) => string;
  };
  /** Characters of the shortest PIN. */
  readonly least: number;
  /** What was wrong with the typed PIN. */
  readonly fault: "short" | "differs" | undefined;
}

/** A slip in a hidden PIN would show only at the next sign-in: so it is typed twice. */
export const NewPin = ({ words, least, fault }: NewPinProps) => {
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
