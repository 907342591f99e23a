// Rows of the trail as a verification examines them, in their order: whether one is missing, was
// changed, or is the copy of another. A row may come from the archive and, while it has not left
// the database, from there again.

import { boundTextFault } from "../../../core/audit/bound-text.ts";
import type { Keyring } from "../../keys/keyring.ts";
import type { NumberedRow } from "../row.ts";
import { signatureOf } from "../signature.ts";

export class ExaminedRows {
  readonly problems: string[] = [];
  count = 0;
  readonly #keyring: Keyring;
  /** The last of them. */
  last = 0;
  readonly #copies: number[] = [];
  /** A Map holds 16 million ids, so each first letter has its own. */
  readonly #seen = new Map<string, Map<string, number>>();
  #newer: { readonly first: number; readonly last: number; readonly place: number } | undefined;

  constructor(keyring: Keyring) {
    this.#keyring = keyring;
  }

  /** Examines those that should be the rows from `first` to `last`. */
  async examine(rows: readonly NumberedRow[], first: number, last: number): Promise<void> {
    const present = new Set(rows.map(({ number }) => number));
    for (let number = first; number <= last; number++)
      if (!present.has(number)) this.problems.push(`row ${number} is missing`);
    for (const row of rows) {
      const signature = await signatureOf(this.#keyring, row);
      if (signature === "changed") this.problems.push(`row ${row.number} was changed`);
      if (signature === "newer") this.#tellNewer(row.number);
      const fault = await boundTextFault(row);
      if (fault !== undefined) this.problems.push(`row ${row.number} ${fault}`);
      if (row.number <= this.last) continue;
      this.last = row.number;
      this.count++;
      this.#look(row);
    }
  }

  /**
   * Examines a row of those that have left the database. A reader would take it for the one that
   * its part has. `mayBeLeft`: cron removes the rows of its checkpoint at this moment.
   */
  async examineLeft(row: NumberedRow, mayBeLeft: boolean): Promise<void> {
    const { id, number } = row;
    const isChanged = (await signatureOf(this.#keyring, row)) === "changed";
    const isThatOfPart = this.#seen.get(id.charAt(0))?.get(id) === number;
    if (isChanged) this.problems.push(`row ${number} was changed`);
    else if (!isThatOfPart && !mayBeLeft) this.problems.push(`row ${number} had left, and is in the database again`);
  }

  /**
   * Call it last. No digest exposes a copy after the last checkpoint, and the MAC of one is valid.
   */
  tellCopies(): void {
    for (const number of this.#copies) this.problems.push(`row ${number} is a copy of another`);
  }

  /** Back at an older version, thousands of rows may be newer, so a run of them is one line. */
  #tellNewer(number: number): void {
    const { problems } = this;
    const run = this.#newer;
    this.#newer =
      run?.last === number - 1 ? { ...run, last: number } : { first: number, last: number, place: problems.length };
    const { first, last, place } = this.#newer;
    const which = first === last ? `row ${first} was` : `rows ${first} to ${last} were`;
    problems[place] = `${which} signed by a newer version, and not verified`;
  }

  #look({ id, number }: NumberedRow): void {
    const seen = this.#seen.get(id.charAt(0)) ?? new Map<string, number>();
    if (seen.has(id)) this.#copies.push(number);
    else seen.set(id, number);
    this.#seen.set(id.charAt(0), seen);
  }
}
