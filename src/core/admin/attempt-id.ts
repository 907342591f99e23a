// The trail and the lists name a login by its attempt id alone, but an application's operator knows its transaction_id.

import type { Ports } from "../ports/index.ts";

/** Takes an id of either kind, or a pattern of attempt ids. Only its proof distinguishes an application's id from any other text. */
export const attemptIdOf = async ({ transactions }: Pick<Ports, "transactions">, id: string): Promise<string> =>
  (await transactions.namesOf(id))?.attemptId ?? id;
