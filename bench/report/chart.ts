// The chart of docs/performance.md as SVG: for each step the service's share of the floor's
// throughput, one bar a number of clients, with a line at the target. The numbers are in the tables
// below it.
import { MIN_RATIO } from "../targets.ts";
import type { PlaceResult, StepResult } from "./result.ts";

const [LEFT, WIDTH, BAR, GAP, TOP] = [120, 480, 9, 12, 40];
/**
 * Ratios beyond this are drawn up to here: the step is bound by the disk, and no slower than the
 * floor.
 */
const MAX_RATIO = 1.2;
/** Light to dark by the number of clients; grey enough for a light and a dark page. */
const FILLS = ["#9ec5e8", "#4f94cd", "#1f5f99"];

const x = (ratio: number): number => LEFT + (Math.min(ratio, MAX_RATIO) / MAX_RATIO) * WIDTH;

export function chartOf({ place, steps }: PlaceResult): string {
  const shown = steps.filter(({ ratio }) => ratio !== undefined);
  const names = [...new Set(shown.map(({ step }) => step))];
  const clients = [...new Set(shown.map((each) => each.clients))];
  const rowHeight = clients.length * BAR + GAP;
  const bottom = TOP + names.length * rowHeight;
  const parts = names.flatMap((step, row) => {
    const y = TOP + row * rowHeight;
    const bars = shown.filter((each) => each.step === step).map((each, at) => bar(each, y + at * BAR, FILLS[at] ?? ""));
    const least = MIN_RATIO[step];
    const target = least === undefined ? [] : [line(x(least), y - 2, y + clients.length * BAR + 2, "#c0392b", 2)];
    return [text(LEFT - 8, y + (clients.length * BAR) / 2 + 4, step, "end"), ...bars, ...target];
  });
  const scale = [0, 0.25, 0.5, 0.75, 1].flatMap((ratio) => [
    line(x(ratio), TOP - 6, bottom, "#8888", 1),
    text(x(ratio), bottom + 14, String(ratio), "middle"),
  ]);
  const legend = clients.map((many, at) =>
    [
      `<rect x="${LEFT + at * 110}" y="12" width="12" height="12" fill="${FILLS[at]}"/>`,
      text(LEFT + at * 110 + 18, 22, `${many} at a time`, "start"),
    ].join(""),
  );
  const title = `Throughput as a share of the floor's, state on ${place}; the red line is the target`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDTH + 20} ${bottom + 24}" role="img">`,
    `<title>${title}</title>`,
    `<style>text{font:12px sans-serif;fill:#777}</style>`,
    ...legend,
    ...scale,
    ...parts,
    "</svg>\n",
  ].join("\n");
}

const bar = ({ ratio }: StepResult, y: number, fill: string): string =>
  `<rect x="${LEFT}" y="${y}" width="${(x(ratio?.median ?? 0) - LEFT).toFixed(1)}" height="${BAR - 1}" fill="${fill}"/>`;

const line = (at: number, from: number, to: number, colour: string, width: number): string =>
  `<path d="M${at.toFixed(1)} ${from}V${to}" stroke="${colour}" stroke-width="${width}"/>`;

const text = (at: number, y: number, said: string, anchor: string): string =>
  `<text x="${at.toFixed(1)}" y="${y}" text-anchor="${anchor}">${said}</text>`;
