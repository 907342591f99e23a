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
  /** Where a heading above says the same, it is read out only. */
  readonly captionUnseen?: boolean;
  /** Names of the columns, which stand before each value where the table is stacked. */
  readonly head: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly Child[])[];
  /** Never stacked: two columns of so little that they fit anywhere. */
  readonly short?: boolean;
}

/**
 * Where its columns have no room beside each other, each row is a stack of names and values, so there is nothing to scroll
 * sideways for (style/components.css). Browsers forget what an element of a table is once it is laid out as something
 * else, so each says its role.
 */
export const Table = ({ caption, captionUnseen = false, head, rows, short = false }: TableProps) => (
  <div class={short ? "table" : stacked(head.length)}>
    <table {...role("table")}>
      <caption class={captionUnseen ? "unseen" : undefined}>{caption}</caption>
      <thead {...role("rowgroup")}>
        <tr {...role("row")}>
          {head.map((name) => (
            <th scope="col" {...role("columnheader")}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...role("rowgroup")}>
        {rows.map(([first, ...cells]) => (
          <tr {...role("row")}>
            <th scope="row" {...role("rowheader")} data-name={head[0]}>
              <div>{breakable(first)}</div>
            </th>
            {cells.map((cell, index) =>
              isEmpty(cell) ? (
                <td {...role("cell")} />
              ) : (
                <td {...role("cell")} data-name={head[index + 1]}>
                  <div>{breakable(cell)}</div>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** Many columns need a wide window, and of two each is plain without its name. */
const stacked = (columns: number): string =>
  columns > 5 ? "table stack early" : columns === 2 ? "table stack pairs" : "table stack";

const role = (name: string) => ({ role: name });
const isEmpty = (cell: Child): boolean => cell === "" || cell === null || cell === undefined;

const breakable = (cell: Child): Child => (typeof cell === "string" ? <Breakable text={cell} /> : cell);

/** Words longer than this may be broken: after a sign, before a capital in the midst, and else after so many letters. */
const MAX_WORD_CHARACTERS = 12;
const GOOD_PLACES = /(?<=[.@:_/])(?=[^.@:_/])|(?<=\p{Ll})(?=\p{Lu})/u;
const LETTERS = /.{1,10}/gsu;

const lettersOf = (piece: string) => (piece.length > MAX_WORD_CHARACTERS ? (piece.match(LETTERS) ?? []) : [piece]);

const piecesOf = (word: string): readonly string[] =>
  word.length > MAX_WORD_CHARACTERS ? word.split(GOOD_PLACES).flatMap(lettersOf) : [word];

/** A text whose long words (addresses, names of settings, numbers) break at good places, and only where they have to. */
export const Breakable = ({ text }: { text: string }) => (
  <>
    {text.split(/(\s+)/).map((word) =>
      piecesOf(word).map((piece, index) => (
        <>
          {index > 0 && <wbr />}
          {piece}
        </>
      )),
    )}
  </>
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
