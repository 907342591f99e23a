// Trail and lists know a login by its attempt id alone, an operator by its transaction_id.

import type { Ports } from "../ports/index.ts";

/** Takes either id, or a pattern of attempt ids. A transaction_id is told by its proof. */
export const attemptIdOf = async ({ transactions }: Pick<Ports, "transactions">, id: string): Promise<string> =>
  (await transactions.namesOf(id))?.attemptId ?? id;
