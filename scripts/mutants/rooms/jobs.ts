import { MAY, NULL_OF_NULL, readsOnly, type UnnoticedMutant } from "../unnoticed.ts";

export const jobs: readonly UnnoticedMutant[] = [
  readsOnly(`FROM job WHERE id = :id AND ${MAY}`, MAY),
  {
    at: "realms === null ? null : JSON.parse(realms)",
    is: "(JSON.parse(realms))",
    because: NULL_OF_NULL,
  },
  {
    at: 'work.kind === "users" && work.dryRun',
    is: "work.dryRun",
    because: "only work on users has a dry run; the check is for the type",
  },
  {
    at: "from < reached.length",
    was: "<",
    is: "<=",
    because: "it would ask once more, for nobody",
  },
];
