// Names and values of one thing.

import type { Child } from "hono/jsx";

export type Fact = readonly [name: string, value: Child];

/** The facts that have a value. */
export const given = (facts: readonly Fact[]): readonly Fact[] => facts.filter(([, value]) => value !== "");

export const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <dl class="facts">
    {facts.map(([name, value]) => (
      <div>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
