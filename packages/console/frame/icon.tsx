// Small drawings next to words, which they only repeat: lines in the colour of the text.

import { DRAWINGS } from "./drawings.ts";

export const Icon = ({ of }: { of: keyof typeof DRAWINGS }) => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
    <path d={DRAWINGS[of]} />
  </svg>
);
