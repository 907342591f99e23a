// Where the object of a transaction keeps the challenge: one value, written in the same turn
// (ctx.storage.kv is synchronous), so a reply is sent only when what it says is stored. A table
// would cost two more rows for each login.
//
// The platform's SQLite leaves freed bytes as they were, and puts a text of another length in
// another place: the sealed secrets would stay where the earlier one was. It writes a value of
// equal length over the earlier one. So blanks fill up the first text for all that may be added,
// and each later one to that length. A text beyond Latin-1 takes two bytes a letter, so one that
// loses its last such letter would be half as long: all of them are escaped.

import { MAX_REMEMBERED } from "../../core/login/transaction/judged.ts";
import type { Challenge } from "../../core/ports/tokens/challenge.ts";

const KEY = "challenge";
/** For judged responses of at most 144 bytes each, and for counters. */
const ROOM = MAX_REMEMBERED * 144 + 64;

export class StoredChallenge {
  /** Zero before the first text. */
  #length = 0;

  load(storage: Pick<DurableObjectStorage, "kv">): Challenge | null {
    const json = storage.kv.get<string>(KEY);
    this.#length = json?.length ?? 0;
    return json === undefined ? null : JSON.parse(json);
  }

  store(storage: Pick<DurableObjectStorage, "kv">, challenge: Challenge): void {
    const json = JSON.stringify(challenge).replace(/[^ -~]/g, escaped);
    this.#length ||= json.length + ROOM;
    storage.kv.put(KEY, json.padEnd(this.#length));
  }
}

const escaped = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
