// Ways to place the service, and the worlds in which they are compared.

import type { Places } from "./login.ts";
import type { City } from "./net.ts";

/** The database is made where most people are. */
const HOME: City = "Frankfurt";

type Part = Pick<Places, "person" | "application">;

interface DatabasePlan {
  readonly name: string;
  readonly place: (part: Part) => Places;
}

const base = { primary: HOME, replicas: true, worker: undefined };

export const PLANS: readonly DatabasePlan[] = [
  { name: "D1 only", place: (part) => ({ ...part, ...base, object: undefined }) },
  // Cloudflare makes an object near the Worker that asks for it first: that of the application.
  { name: "ours", place: (part) => ({ ...part, ...base, object: part.application }) },
  { name: "ours, no replicas", place: (part) => ({ ...part, ...base, replicas: false, object: part.application }) },
  { name: "ours, hint: database", place: (part) => ({ ...part, ...base, object: HOME }) },
  { name: "ours, hint: person", place: (part) => ({ ...part, ...base, object: part.person }) },
  { name: "ours, smart placement", place: (part) => ({ ...part, ...base, worker: HOME, object: HOME }) },
  // A database in the person's region, and the object near the application as ever.
  {
    name: "ours, shards near users",
    place: (part) => ({ ...part, ...base, primary: part.person, object: part.application }),
  },
];

export interface World {
  readonly name: string;
  readonly application: (person: City) => City;
}

export const WORLDS: readonly World[] = [
  { name: "the application is in Frankfurt", application: () => HOME },
  { name: "the application runs near each person", application: (person) => person },
  { name: "the application is in Washington", application: () => "Washington" },
];
