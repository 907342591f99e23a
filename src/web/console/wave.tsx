// A wave of failures in the last hour (GET /audit/statistics), where an administrator looks first: the overview and the audit trail.

import type { WaveJson } from "../../http/wire-audit.ts";
import { Notice } from "../ui/components.tsx";
import type { ConsoleWords } from "../words/words.ts";

/** Nothing when there is none. The link leads to the rows. */
export const WaveNotice = ({ wave, words }: { wave: WaveJson | null; words: ConsoleWords["dashboard"] }) =>
  wave && (
    <Notice kind="warning" title={words.wave(wave.count, wave.reason)}>
      <p>
        <a href={`/console/audit?${new URLSearchParams({ success: "0", reason: wave.reason })}`}>{words.waveRows}</a>
      </p>
    </Notice>
  );
