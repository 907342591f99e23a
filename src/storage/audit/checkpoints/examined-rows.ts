// Rows of the trail as a verification examines them, in their order: whether one is missing, was
// changed, or is the copy of another. A row may come from the archive and, while it has not left
// the database, from there again.

import type { Keyring } from "../../keys/keyring.ts";
import type { NumberedRow } from "../row.ts";
import { signatureOf } from "../signature.ts";

export class ExaminedRows {
  readonly problems: string[] = [];
  count = 0;
  readonly #keyring: Keyring;
  #last = 0;
  readonly #copies: number[] = [];
  /** A Set holds 16 million ids, so each first letter has its own. */
  readonly #seen = new Map<string, Set<string>>();
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
      if (row.number <= this.#last) continue;
      this.#last = row.number;
      this.count++;
      this.#look(row);
    }
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
    const seen = this.#seen.get(id.charAt(0)) ?? new Set();
    if (seen.has(id)) this.#copies.push(number);
    this.#seen.set(id.charAt(0), seen.add(id));
  }
}
