// The key of a person at a directory: `user.external_id`. A sign-in of Microsoft Entra finds the
// person by it and by nothing else.

import { readGuid } from "../lib/guid.ts";

/** Longer than the key of any directory, and short enough for an index. */
export const MAX_EXTERNAL_ID_CHARACTERS = 255;

/** As it is stored and compared. Other directories than Entra may tell capitals apart. */
export const externalIdOf = (text: string): string => readGuid(text) ?? text;
