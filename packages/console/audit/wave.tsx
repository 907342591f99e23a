// A notice of a wave of failures in the last hour (GET /audit/statistics), above the trail.

import { Notice, type WaveJson } from "../../../src/for-console.ts";
import { causeOf } from "../frame/reason.ts";
import { trailOf } from "../parts/search.ts";
import type { ConsoleWords } from "../words/words.ts";

/** The rows of the wave. */
export const wavePage = ({ reason }: WaveJson): string => trailOf({ success: "0", reason });

export const sayWave = ({ dashboard, causes }: ConsoleWords, { count, reason }: WaveJson): string =>
  dashboard.wave(count, causeOf(causes, reason));

/** Shows nothing if there is no wave. */
export const WaveNotice = ({ wave, words }: { wave: WaveJson | null; words: ConsoleWords }) =>
  wave && (
    <Notice kind="warning" title={sayWave(words, wave)}>
      <p>
        <a href={wavePage(wave)}>{words.dashboard.waveRows}</a>
      </p>
    </Notice>
  );
