// What GET /system/ says in sentences. They are a file beside the worker, which the first such
// request of an isolate reads: scripts/pages/words.ts.

import { MEANINGS } from "../../config/meanings.ts";
import { SETTINGS } from "../../config/table.ts";
import type { Settings } from "../../settings.ts";

export const systemTexts = {
  /** By the names of the settings. */
  meanings: Object.fromEntries(
    Object.entries(SETTINGS).map(([field, { name }]) => [name, MEANINGS[field as keyof Settings]]),
  ),
};

export type SystemTexts = typeof systemTexts;
