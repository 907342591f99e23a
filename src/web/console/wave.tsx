// A notice of a wave of failures in the last hour (GET /audit/statistics), for the pages that administrators see first.

import type { WaveJson } from "../../http/wire-audit.ts";
import { Notice } from "../ui/components.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { trailOf } from "./search.ts";

/** Shows nothing if there is no wave. The link leads to its rows. */
export const WaveNotice = ({ wave, words }: { wave: WaveJson | null; words: ConsoleWords["dashboard"] }) =>
  wave && (
    <Notice kind="warning" title={words.wave(wave.count, wave.reason)}>
      <p>
        <a href={trailOf({ success: "0", reason: wave.reason })}>{words.waveRows}</a>
      </p>
    </Notice>
  );
