// The search of a list. On a phone its fields would fill the first screen, so there it is folded,
// and one line says what is searched for (`.folded` in ../style/parts.css).

import type { PropsWithChildren } from "hono/jsx";
import { Breakable } from "../../../src/for-console.ts";

type Props = PropsWithChildren<{
  readonly label: string;
  /** What is searched for, in words; empty ones are left out. */
  readonly chosen: readonly (string | undefined)[];
}>;

export const FoldedSearch = ({ label, chosen, children }: Props) => {
  const words = chosen.filter(Boolean).join(" · ");
  return (
    <search aria-label={label}>
      <details class="folded">
        <summary>
          {label}
          {words !== "" && (
            <>
              : <Breakable text={words} />
            </>
          )}
        </summary>
        {children}
      </details>
    </search>
  );
};
