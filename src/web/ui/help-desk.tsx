// The way to the help desk, for a page on which that is the next step.

import { Breakable } from "./breakable.tsx";
import { Button } from "./components.tsx";
import type { Brand } from "./page/brand.ts";

/** The address may have to be typed on another device, so it is there to read, too. */
export const HelpDesk = ({ help, label }: { help: Brand["help"]; label: string }) => {
  if (!help) return null;
  const { url, text = url?.replace(/^mailto:|^tel:|^https?:\/\//, "") ?? "" } = help;
  return (
    <>
      {url !== undefined && (
        <p class="actions">
          <Button href={url}>{label}</Button>
        </p>
      )}
      <p class="quiet">
        <Breakable text={text} />
      </p>
    </>
  );
};
