// A list in which nothing exists yet: a drawing, what would be here, and the button that begins.
// A search that finds nothing says so in words alone.

import { Button } from "../../../src/for-console.ts";
import { DRAWINGS } from "./drawings.ts";

interface Props {
  /** The place in the menu whose drawing is shown. */
  readonly of: keyof typeof DRAWINGS;
  readonly text: string;
  /** The way to the first one; undefined if this account, or nobody, makes them. */
  readonly begin?: { readonly to: string; readonly text: string } | undefined;
}

export const Empty = ({ of, text, begin }: Props) => (
  <div class="empty">
    <svg viewBox="0 0 180 96" aria-hidden="true">
      {[4, 37, 70].map((y) => (
        <>
          <rect class="row" x="0.5" y={y} width="179" height="22" rx="7" />
          <path class="line" d={`M12 ${y + 11}h8M30 ${y + 11}h34M120 ${y + 11}h44`} />
        </>
      ))}
      <circle cx="90" cy="48" r="27" />
      <path class="sign" d={DRAWINGS[of]} transform="translate(74 32) scale(1.6)" />
    </svg>
    <p>{text}</p>
    {begin && <Button href={begin.to}>{begin.text}</Button>}
  </div>
);
