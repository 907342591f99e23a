// Databases that are nearly full. Once one is, nothing can be written, so nobody signs in any more.

import type { DatabaseSize } from "../ports/database-sizes.ts";
import type { Ports } from "../ports/index.ts";

/** The rest lasts until someone notices, even if strangers write what they can (docs/audit.md). */
const WARNED_AT = 0.9;

/** For a caller who may read the settings. */
export const fullDatabases = ({
  databaseSizes,
  settings,
}: Pick<Ports, "databaseSizes" | "settings">): readonly DatabaseSize[] =>
  databaseSizes().filter(({ bytes }) => bytes >= WARNED_AT * settings.databaseMaxBytes);
