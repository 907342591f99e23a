// Bars as SVG: no script, no colour that says what the length does not, and the numbers beside them as a table.

interface Bar {
  readonly label: string;
  readonly count: number;
}

const HEIGHT = 120;
const STEP = 20;
const GAP = 4;
const LEGEND = 22;

export const Bars = ({ bars, title, every }: { bars: readonly Bar[]; title: string; every: number }) => {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const width = bars.length * STEP;
  return (
    <svg class="bars" viewBox={`0 -14 ${width} ${HEIGHT + LEGEND + 14}`} role="img" aria-label={title}>
      <line class="bars-line" x1="0" x2={width} y1={HEIGHT} y2={HEIGHT} />
      {bars.map(({ count }, index) => {
        const height = (count / most) * HEIGHT;
        return (
          <>
            <rect class="bar" x={index * STEP + GAP / 2} y={HEIGHT - height} width={STEP - GAP} height={height} />
            {count > 0 && (
              <text class="bars-text" x={index * STEP + STEP / 2} y={HEIGHT - height - 3}>
                {count}
              </text>
            )}
          </>
        );
      })}
      {bars.map(
        ({ label }, index) =>
          index % every === 0 && (
            <text class="bars-text" x={index * STEP + STEP / 2} y={HEIGHT + 15}>
              {label}
            </text>
          ),
      )}
    </svg>
  );
};
