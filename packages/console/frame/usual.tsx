// What pages are made of again and again: a link or a button that leads on.

import type { PropsWithChildren } from "hono/jsx";
import { Breakable, Button, Card } from "../../../src/for-console.ts";

export const NarrowCard = ({ children }: PropsWithChildren) => (
  <div class="narrow">
    <Card>{children}</Card>
  </div>
);

interface LinkProps {
  readonly to: string;
  readonly text: string;
}

/** A link with a name or an address, which may break into lines anywhere. */
export const PageLink = ({ to, text }: LinkProps) => (
  <a href={to}>
    <Breakable text={text} />
  </a>
);

export const LinkButton = ({
  to,
  text,
  kind = "secondary",
}: LinkProps & { kind?: "primary" | "secondary" | "danger" }) => (
  <Button href={to} kind={kind}>
    {text}
  </Button>
);

/** A line with one button that leads on. */
export const WayOn = (link: Parameters<typeof LinkButton>[0]) => (
  <p class="actions">
    <LinkButton {...link} />
  </p>
);
