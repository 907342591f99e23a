import { ADMINISTRATORS, MAY, type Room, readsOnly } from "./room.ts";

const LINKS = [
  "storage/links/row",
  "storage/links/makers",
  "storage/links/store",
  "storage/links/others",
  ...ADMINISTRATORS,
];
const MORE_OF_LINKS = [
  "http/enrolment/link-use",
  "http/enrolment/link",
  "http/enrolment/link-list",
  "http/enrolment/link-withdraw",
  "http/enrolment/lost-phone",
  "http/enrolment/pin",
  "http/users/names-refused",
  "races/enrolment-links",
];

export const links: Room = {
  subjects: [
    { file: "storage/links/list.ts", near: ["storage/links/list"], far: ["http/enrolment/link-list"] },
    { file: "storage/links/row.ts", near: LINKS, far: MORE_OF_LINKS },
    {
      file: "storage/links/sent-links.ts",
      near: LINKS,
      far: ["http/enrolment/link-list", "http/enrolment/link-withdraw"],
    },
    {
      file: "storage/links/withdraw.ts",
      near: LINKS,
      far: ["storage/me/reach", "http/enrolment/link-withdraw"],
    },
    { file: "storage/links/store.ts", near: LINKS, far: MORE_OF_LINKS },
  ],
  unnoticed: [
    readsOnly("storage/links/sent-links.ts", `SELECT 1 FROM enrollment_link WHERE hash = :hash AND ${MAY}`, MAY),
    {
      file: "storage/links/store.ts",
      at: "link.hash = :hash AND link.browser_hash = :browser_hash AND link.asks_pin",
      was: "link.hash = :hash",
      is: "true",
      because: "browser hashes are drawn, and no two links have the same",
    },
    {
      file: "storage/links/withdraw.ts",
      at: `serial IN (SELECT link.serial FROM enrollment_link AS link WHERE \${open})`,
      was: `serial IN (SELECT link.serial FROM enrollment_link AS link WHERE \${open})`,
      is: "true",
      because: "session hashes are drawn, and no two tokens have the same; the condition has SQLite search the index",
    },
    {
      file: "storage/links/store.ts",
      at: "AND EXISTS (SELECT 1 FROM token WHERE serial = :serial AND session_hash = :session_hash)`,\n          begun",
      was: "serial = :serial",
      is: "true",
      because: "session hashes are drawn, and no two tokens have the same",
    },
  ],
};
