// Bars as SVG, without script. Colour only repeats the length, and a table next to them has the
// numbers. The SVG holds only bars and stretches to the width; the words around it keep their size.

import type { Child } from "hono/jsx";

interface Bar {
  readonly label: Child;
  readonly count: number;
}

const HEIGHT = 120;
const STEP = 20;
const GAP = 4;

/** The last bar is hollow, because its count is still growing. */
export const Bars = ({ bars, title, every }: { bars: readonly Bar[]; title: string; every: number }) => {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <div class="bars-frame">
      <div class="bars-scale" aria-hidden="true">
        <span>{most}</span>
        <span>0</span>
      </div>
      <svg
        class="bars"
        viewBox={`0 0 ${bars.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={title}
      >
        {bars.map(({ count }, index) => {
          const height = (count / most) * HEIGHT;
          return (
            <rect
              class={index === bars.length - 1 ? "bar running" : "bar"}
              x={index * STEP + GAP / 2}
              y={HEIGHT - height}
              width={STEP - GAP}
              height={height}
            />
          );
        })}
      </svg>
      <div class="bars-labels" aria-hidden="true">
        {bars
          .filter((_, index) => index % every === 0)
          .map(({ label }) => (
            <span>{label}</span>
          ))}
      </div>
    </div>
  );
};
