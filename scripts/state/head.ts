// The newest checkpoint of the audit trail in a state folder, read by the service's own code from
// the file of its object (src/storage/audit/checkpoints/head-object.ts).
import { existsSync } from "node:fs";
import { advanceHead, type HeadKeeper, type HeadStorage, readHead } from "../../src/storage/audit/checkpoints/head.ts";
import { openSqlite } from "./sqlite.ts";

/** Only while no workerd runs on the folder, which would not see what is written. */
export function headIn(file: string): HeadKeeper {
  function onFile<Done>(work: (sql: HeadStorage) => Done): Done {
    const sqlite = openSqlite(file);
    const exec: HeadStorage["exec"] = (sql, ...values) => {
      const rows = sqlite.prepare(sql).all(...values);
      return { toArray: () => rows };
    };
    try {
      return work({ exec });
    } finally {
      sqlite.close();
    }
  }
  return {
    read: async () => (existsSync(file) ? onFile(readHead) : null),
    advance: async (from, to) => onFile((sql) => advanceHead(sql, from, to)),
  };
}
