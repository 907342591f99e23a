// The logins of a token that are locked now, and until when.

import type { LockJson } from "../../../http/tokens/shapes.ts";
import { Time } from "../../ui/time.tsx";
import type { ConsoleWords } from "../../words/console/words.ts";

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
