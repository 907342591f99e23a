import { MAY, readsOnly, type UnnoticedMutant } from "../unnoticed.ts";

export const links: readonly UnnoticedMutant[] = [
  readsOnly(`SELECT 1 FROM enrollment_link WHERE hash = :hash AND ${MAY}`, MAY),
  {
    at: "link.hash = :hash AND link.browser_hash = :browser_hash AND link.asks_pin",
    was: "link.hash = :hash",
    is: "true",
    because: "browser hashes are drawn, and no two links have the same",
  },
  {
    at: `serial IN (SELECT link.serial FROM enrollment_link AS link WHERE \${open})`,
    is: "true",
    because: "session hashes are drawn, and no two tokens have the same; the condition has SQLite search the index",
  },
  {
    at: "AND EXISTS (SELECT 1 FROM token WHERE serial = :serial AND session_hash = :session_hash)`,\n          begun",
    was: "serial = :serial",
    is: "true",
    because: "session hashes are drawn, and no two tokens have the same",
  },
];
