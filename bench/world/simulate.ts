// Plays many logins for each city, plan and world, and keeps the median and the 95th percentile.
// The same seed gives the same numbers.

import { loginMs } from "./login.ts";
import { CITIES, type City, Net } from "./net.ts";
import { PLANS, WORLDS } from "./plans.ts";

const SEED = 6287;
const LOGINS = 401;

export interface SimulatedLogin {
  readonly world: string;
  readonly plan: string;
  readonly person: City;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

let played: readonly SimulatedLogin[] | undefined;

export function simulate(): readonly SimulatedLogin[] {
  played ??= play();
  return played;
}

function play(): readonly SimulatedLogin[] {
  return WORLDS.flatMap((world) =>
    PLANS.flatMap((plan) =>
      CITIES.map((person) => {
        const net = new Net(SEED);
        const places = plan.place({ person, application: world.application(person) });
        const times = Array.from({ length: LOGINS }, () => loginMs(net, places)).sort((a, b) => a - b);
        const at = (part: number) => times[Math.floor(part * (LOGINS - 1))] ?? 0;
        return { world: world.name, plan: plan.name, person, p50Ms: at(0.5), p95Ms: at(0.95) };
      }),
    ),
  );
}

/** The mean of the cities' medians: each city counts alike. */
export function meanOf(all: readonly SimulatedLogin[], world: string, plan: string): number {
  const theirs = all.filter((one) => one.world === world && one.plan === plan);
  return theirs.reduce((sum, { p50Ms }) => sum + p50Ms, 0) / theirs.length;
}
