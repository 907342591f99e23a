// Names and values of one thing. A name without a value would look like a fault, so it is left out.

import type { Child } from "hono/jsx";

export type Fact = readonly [name: string, value: Child];

export const FactList = ({ facts }: { facts: readonly Fact[] }) => (
  <dl class="facts">
    {facts
      .filter(([, value]) => value !== "")
      .map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
