// Round trips between the cities of the simulation: a measured matrix (./latency.json, with its
// source), and a jitter that a seed fixes.

import { seeded } from "../random.ts";
import matrix from "./latency.json" with { type: "json" };

interface Matrix {
  readonly cities: readonly string[];
  readonly roundTripMs: readonly (readonly number[])[];
}

const { cities, roundTripMs }: Matrix = matrix;

export type City = string;
export const CITIES: readonly City[] = cities;

/**
 * Within a city: between two machines of one data centre, or of two near each other. An assumption.
 */
const IN_CITY_MS = 2;
/**
 * From a computer at home or in an office to the nearest data centre, and from a phone in a mobile
 * network. Assumptions.
 */
export const COMPUTER_MS = 12;
export const PHONE_MS = 45;
/** Of a round trip, as the standard deviation of its logarithm. An assumption. */
const JITTER = 0.1;

export class Net {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  /** One round trip between two cities, in milliseconds. */
  trip(from: City, to: City): number {
    return this.jittered(meanTripMs(from, to));
  }

  /** A duration around `ms`, log-normal (Box and Muller's method). */
  jittered(ms: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
    return ms * Math.exp(JITTER * normal);
  }
}

function meanTripMs(from: City, to: City): number {
  if (from === to) return IN_CITY_MS;
  const ms = roundTripMs[cities.indexOf(from)]?.[cities.indexOf(to)];
  if (ms === undefined) throw new Error(`no round trip is known between ${from} and ${to}`);
  return ms;
}
