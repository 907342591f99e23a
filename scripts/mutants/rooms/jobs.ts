import { MAY, NULL_OF_NULL, type Room, readsOnly } from "./room.ts";

export const jobs: Room = {
  subjects: [
    { file: "storage/import/store.ts", near: ["storage/import/store"], far: [] },
    { file: "storage/jobs/send-mails.ts", near: ["http/jobs/mail"], far: ["http/jobs/tokens", "http/jobs/users"] },
    {
      file: "storage/jobs/store.ts",
      near: ["storage/jobs/rows", "storage/jobs/store", "http/jobs/tokens", "http/jobs/others"],
      far: ["http/jobs/users", "races/jobs"],
    },
  ],
  unnoticed: [
    readsOnly("storage/jobs/store.ts", `FROM job WHERE id = :id AND ${MAY}`, MAY),
    {
      file: "storage/jobs/store.ts",
      at: "realms === null ? null : JSON.parse(realms)",
      was: "realms === null ? null : JSON.parse(realms)",
      is: "(JSON.parse(realms))",
      because: NULL_OF_NULL,
    },
    {
      file: "storage/jobs/send-mails.ts",
      at: 'work.kind === "users" && work.dryRun',
      was: 'work.kind === "users" && work.dryRun',
      is: "work.dryRun",
      because: "only work on users has a dry run; the check is for the type",
    },
    {
      file: "storage/jobs/send-mails.ts",
      at: "if (!work.mail)",
      was: "!work.mail",
      is: "false",
      because: "this is only called while a mail is due; the check is for the type",
    },
    {
      file: "storage/jobs/store.ts",
      at: "from < reached.length",
      was: "<",
      is: "<=",
      because: "it would ask once more, for nobody",
    },
  ],
};
