// One line of a form, a few lines of text, or boxes to tick, tied together for screen readers.

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
