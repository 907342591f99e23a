// The way to the help desk, if the operator has said where people find help.

import type { Words } from "../words/words.ts";
import { Button } from "./components.tsx";
import type { Brand } from "./page/brand.ts";
import { Breakable } from "./text.tsx";

/** In the footer of each page. */
export const Help = ({ help, words }: { help: Brand["help"]; words: Pick<Words["layout"], "help"> }) => {
  if (!help) return null;
  const text = help.text ?? words.help;
  return <p data-help>{help.url === undefined ? text : <a href={help.url}>{text}</a>}</p>;
};

/**
 * For a page on which the help desk is the next step. Its address may have to be typed on another
 * device, so it is there to read, too.
 */
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

/** Nobody but the help desk can give people who have forgotten their PIN a new one. */
export const ForgottenPin = ({
  words,
  help,
}: {
  words: Pick<Words["login"]["start"], "forgotPin" | "askForPin">;
  help: Brand["help"];
}) => (
  <p>
    {words.forgotPin} {help?.url === undefined ? words.askForPin : <a href={help.url}>{words.askForPin}</a>}
  </p>
);
