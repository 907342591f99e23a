// The design system: these components, those of ./field.tsx and `Table` (./table.tsx), styled in
// style/components.css and without words of their own. Try these before you add another.

import type { Child, PropsWithChildren } from "hono/jsx";

/** A surface for one thing; with `title` a section. `level` follows the headings around it. */
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
  /** If given, the button is a link that looks like one. */
  readonly href?: string;
  readonly kind?: "primary" | "secondary" | "danger" | undefined;
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

/** A button in a line of its own. */
export const ButtonLine = (props: PropsWithChildren<ButtonProps>) => (
  <p class="actions">
    <Button {...props} />
  </p>
);

/** A text to copy: with a script, a button does it (src/web/client/live/keep.ts). */
export const CopyButton = ({ text, words }: { text: string; words: { copy: string; copied: string } }) => (
  <button class="button secondary copy with-script" type="button" data-copy={text} data-copied={words.copied}>
    {words.copy}
  </button>
);

interface NoticeProps {
  readonly kind?: "info" | "success" | "warning" | "danger";
  readonly title?: Child;
  /** The only paragraph. */
  readonly text?: Child;
  readonly [attribute: string]: unknown;
}

/** A message to the person. A danger interrupts a screen reader; the others wait for their turn. */
export const Notice = ({ kind = "info", title, text, children, ...rest }: PropsWithChildren<NoticeProps>) => (
  <div class={`notice ${kind}`} role={kind === "danger" ? "alert" : "status"} {...rest}>
    {title && <p class="notice-title">{title}</p>}
    {text && <p>{text}</p>}
    {children}
  </div>
);

/** Shown by a script that waits for a phone: it tries again by itself, or a form was not sent. */
export const NetworkNotices = ({ words }: { words: { readonly offline: string; readonly unsent: string } }) => (
  <>
    <Notice kind="warning" data-offline hidden text={words.offline} />
    <Notice kind="warning" data-unsent hidden text={words.unsent} />
  </>
);

/**
 * A QR code as qrDataUri draws it: dark on white in every theme, in a frame of its size before it
 * loads. `alt` says what to do with it. `children` cover it, for instance once it has expired.
 * `confirmed`: the word for the moment when the phone for which the page waits has confirmed.
 */
export const QrCode = ({
  src,
  alt,
  confirmed,
  children,
}: PropsWithChildren<{ src: string; alt: string; confirmed?: string }>) => (
  <div class={confirmed === undefined ? "qr" : "qr waits"}>
    <img src={src} alt={alt} width="264" height="264" />
    {children && <div class="qr-over">{children}</div>}
    {confirmed !== undefined && <Confirmed text={confirmed} />}
  </div>
);

/** The script shows it for a second before the page goes on: src/web/client/live/view.ts. */
export const Confirmed = ({ text }: { text: string }) => (
  <div class="qr-over confirmed" data-confirmed hidden>
    <strong>{text}</strong>
  </div>
);

/** A state in one word. The colour only repeats the word. */
export const Badge = ({
  kind = "neutral",
  children,
}: PropsWithChildren<{ kind?: "neutral" | "success" | "warning" | "danger" }>) => (
  <span class={`badge ${kind}`}>{children}</span>
);

interface StepsProps {
  readonly steps: readonly { readonly title: Child; readonly text?: Child }[];
  /** The person's step, from 1 on. Those before it are done. */
  readonly current?: number;
  /** In one line, as the progress at the top of a page. */
  readonly line?: boolean;
}

export const Steps = ({ steps, current, line = false }: StepsProps) => (
  <ol class={line ? "steps line" : "steps"}>
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
