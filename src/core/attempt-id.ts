// A login in the trail and in lists: they have its attempt id alone, and an application's operator knows it by its transaction_id.

import type { Ports } from "./ports/index.ts";

/** Takes an id of either kind, or a pattern of attempt ids. Only its proof distinguishes an application's id from any other text. */
export const attemptIdOf = async ({ transactions }: Pick<Ports, "transactions">, id: string): Promise<string> =>
  (await transactions.namesOf(id))?.attemptId ?? id;
