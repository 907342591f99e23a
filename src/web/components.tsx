// The design system: eight components, whose looks are in style/components.css. They hold no words; all they show is
// given to them. A page that needs a ninth tries first with these.

import type { Child, PropsWithChildren } from "hono/jsx";

/** A surface for one thing. With `title` it is a section with a heading; `level` follows the headings around it. */
export const Card = ({ title, level = 2, children }: PropsWithChildren<{ title?: Child; level?: 1 | 2 | 3 }>) => {
  const Heading = `h${level}` as const;
  return (
    <section class="card">
      {title && <Heading class="card-title">{title}</Heading>}
      {children}
    </section>
  );
};

interface ButtonProps {
  /** With it, a link that looks like a button. */
  readonly href?: string;
  readonly kind?: "primary" | "secondary" | "danger";
  readonly type?: "submit" | "button";
  readonly [attribute: string]: unknown;
}

export const Button = ({
  href,
  kind = "primary",
  type = "submit",
  children,
  ...rest
}: PropsWithChildren<ButtonProps>) =>
  href === undefined ? (
    <button class={`button ${kind}`} type={type} {...rest}>
      {children}
    </button>
  ) : (
    <a class={`button ${kind}`} href={href} {...rest}>
      {children}
    </a>
  );

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with what was entered. */
  readonly error?: string | undefined;
  readonly type?: "text" | "password" | "search" | "number";
  /** Further attributes of the input: autocomplete, inputmode, required, value … */
  readonly [attribute: string]: unknown;
}

/** A label, an input, a hint and an error, tied together for screen readers. */
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

interface NoticeProps {
  readonly kind?: "info" | "success" | "warning" | "danger";
  readonly title?: Child;
  readonly [attribute: string]: unknown;
}

/** Something that happened or has to be known. Danger interrupts a screen reader, the others wait for their turn. */
export const Notice = ({ kind = "info", title, children, ...rest }: PropsWithChildren<NoticeProps>) => (
  <div class={`notice ${kind}`} role={kind === "danger" ? "alert" : "status"} {...rest}>
    {title && <p class="notice-title">{title}</p>}
    {children}
  </div>
);

/**
 * A QR code as qrDataUri draws it: dark on white with its quiet zone in every theme, in a frame that has its size before
 * the picture is there. `alt` says what to do with it. `children` are laid over it: that it is over, say.
 */
export const QrCode = ({ src, alt, children }: PropsWithChildren<{ src: string; alt: string }>) => (
  <div class="qr">
    <img src={src} alt={alt} width="264" height="264" />
    {children && <div class="qr-over">{children}</div>}
  </div>
);

interface TableProps {
  /** Read out, and shown above. */
  readonly caption: string;
  readonly head: readonly Child[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly Child[])[];
}

/** Scrolls by itself when it is wider than the window, with the keyboard, too. */
export const Table = ({ caption, head, rows }: TableProps) => (
  <section class="table" tabindex={0} aria-label={caption}>
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {head.map((cell) => (
            <th scope="col">{cell}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...cells]) => (
          <tr>
            <th scope="row">{first}</th>
            {cells.map((cell) => (
              <td>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

/** A state in a word. The colour only repeats what the word says. */
export const Badge = ({
  kind = "neutral",
  children,
}: PropsWithChildren<{ kind?: "neutral" | "success" | "warning" | "danger" }>) => (
  <span class={`badge ${kind}`}>{children}</span>
);

/** What to do, one after the other. `current` (from 1) is where the person stands; the steps before it are done. */
export const Steps = ({
  steps,
  current,
}: {
  steps: readonly { readonly title: Child; readonly text?: Child }[];
  current?: number;
}) => (
  <ol class="steps">
    {steps.map(({ title, text }, index) => (
      <li
        class={current !== undefined && index + 1 < current ? "done" : undefined}
        aria-current={index + 1 === current ? "step" : undefined}
      >
        <p class="step-title">{title}</p>
        {text && <p>{text}</p>}
      </li>
    ))}
  </ol>
);
