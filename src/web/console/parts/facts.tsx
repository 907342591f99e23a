// Names and values of one thing. What has no value is left out: a name without one looks like a fault of the page.

import type { Child } from "hono/jsx";

export type Fact = readonly [name: string, value: Child];

export const Facts = ({ facts }: { facts: readonly Fact[] }) => (
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
