// Draws the simulated logins as horizontal bars (SVG): one panel a world, one group a city, one bar
// a plan. The colours keep their contrast on a light and on a dark page.

import { type SimulatedLogin, simulate } from "./simulate.ts";

const CITIES = ["Frankfurt", "Washington", "Sao Paulo", "Tokyo", "Sydney"];
const COLOURS: Readonly<Record<string, string>> = {
  "D1 only": "#8a94a0",
  ours: "#1f8a70",
  "ours, hint: database": "#c77d20",
  "ours, shards near users": "#4b74c9",
};
const PLANS = Object.keys(COLOURS);
const SHOWN_WORLDS = ["the application is in Frankfurt", "the application runs near each person"];

const WIDTH = 760;
const LABELS = 96;
const BAR = 11;
const GROUP = PLANS.length * BAR + 12;
const PANEL = 34 + CITIES.length * GROUP;
const INK = "#707a85";

export function chart(played: readonly SimulatedLogin[] = simulate()): string {
  const most = Math.max(...played.filter(isShown).map(({ p50Ms }) => p50Ms));
  const scale = (WIDTH - LABELS - 60) / most;
  const panels = SHOWN_WORLDS.map((world, index) => panel(played, world, 44 + index * PANEL, scale));
  const height = 44 + SHOWN_WORLDS.length * PANEL;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img">`,
    "<title>How long a login takes, by the person’s city: median in milliseconds, simulated</title>",
    legend(),
    ...panels,
    "</svg>",
    "",
  ].join("\n");
}

const isShown = ({ world, plan, person }: SimulatedLogin): boolean =>
  SHOWN_WORLDS.includes(world) && PLANS.includes(plan) && CITIES.includes(person);

function legend(): string {
  const step = (WIDTH - LABELS) / PLANS.length;
  return PLANS.map((plan, index) => {
    const x = LABELS + index * step;
    return `<rect x="${x}" y="12" width="10" height="10" fill="${COLOURS[plan]}"/>${text(x + 15, 21, plan)}`;
  }).join("");
}

function panel(played: readonly SimulatedLogin[], world: string, top: number, scale: number): string {
  const head = `<text x="0" y="${top + 14}" fill="${INK}" font-weight="600">${world}</text>`;
  const groups = CITIES.map((person, index) => {
    const y = top + 26 + index * GROUP;
    const bars = PLANS.map((plan, place) => {
      const login = played.find((one) => one.world === world && one.plan === plan && one.person === person);
      const [at, length] = [y + place * BAR, (login?.p50Ms ?? 0) * scale];
      const bar = `<rect x="${LABELS}" y="${at}" width="${length.toFixed(1)}" height="${BAR - 2}" fill="${COLOURS[plan]}"/>`;
      return bar + text(LABELS + length + 5, at + BAR - 2, String(Math.round(login?.p50Ms ?? 0)), 10);
    });
    return text(0, y + GROUP / 2 - 2, person) + bars.join("");
  });
  return [head, ...groups].join("\n");
}

const text = (x: number, y: number, words: string, size = 12): string =>
  `<text x="${x.toFixed(1)}" y="${y}" fill="${INK}" font-size="${size}">${words}</text>`;
