// A notice of a wave of failures in the last hour (GET /audit/statistics), above the trail.

import type { WaveJson } from "../../../http/audit/shapes.ts";
import { Notice } from "../../ui/components.tsx";
import type { ConsoleWords } from "../../words/words.ts";
import { trailOf } from "../parts/search.ts";

/** The rows of the wave. */
export const wavePage = ({ reason }: WaveJson): string => trailOf({ success: "0", reason });

/** Shows nothing if there is no wave. */
export const WaveNotice = ({ wave, words }: { wave: WaveJson | null; words: ConsoleWords["dashboard"] }) =>
  wave && (
    <Notice kind="warning" title={words.wave(wave.count, wave.reason)}>
      <p>
        <a href={wavePage(wave)}>{words.waveRows}</a>
      </p>
    </Notice>
  );
