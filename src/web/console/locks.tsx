// Which logins of a token are locked just now, and until when.

import type { ConsoleWords } from "../words/words.ts";
import { Time } from "./parts.tsx";
import type { TokenJson } from "./token-view.ts";

export const Locks = ({ locks, words }: { locks: TokenJson["locks"]; words: ConsoleWords["locks"] }) => (
  <ul>
    {locks.map(({ path, until }) => (
      <li>
        {words[path]}{" "}
        {until === null ? (
          words.forGood
        ) : (
          <>
            {words.until} <Time at={until} />
          </>
        )}
      </li>
    ))}
  </ul>
);
