// The logins of a token that are locked now, and until when.

import { type LockJson, Time } from "../../../src/for-console.ts";
import type { ConsoleWords } from "../words/words.ts";

export const Locks = ({ locks, words }: { locks: readonly LockJson[]; words: ConsoleWords["locks"] }) => (
  <ul class="plain">
    {locks.map(({ path, until }) => (
      <li>
        {words[path]}{" "}
        {until === null ? (
          words.forGood
        ) : (
          <>
            {words.until} <Time at={until} form="seconds" />
          </>
        )}
      </li>
    ))}
  </ul>
);
