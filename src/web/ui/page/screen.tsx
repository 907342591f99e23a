// A page of one card, which has the page's title.

import type { Child } from "hono/jsx";
import { Card } from "../components.tsx";
import type { Page } from "./page.tsx";

interface ScreenOptions {
  readonly script?: Page["script"] | undefined;
  /** Cards of their own. */
  readonly below?: Child;
  /** What scripts and tests read. */
  readonly [mark: `data-${string}`]: string | undefined;
}

export const screen = (title: string, content: Child, { script, below, ...marks }: ScreenOptions = {}): Page => ({
  title,
  ...(script && { script }),
  main: (
    <div class="narrow" {...marks}>
      <Card title={title} level={1}>
        {content}
      </Card>
      {below}
    </div>
  ),
});
