// One line of a form, tied together for screen readers.

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
