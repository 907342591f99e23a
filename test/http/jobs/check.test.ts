// What the dry run of a file of users tells before it is carried out: counts, the first changes,
// and for whom these are.

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import type { Right } from "../../../src/core/caller.ts";
import { beginJob, getJob, jobRows, postJobCancel, runJob, untilOver } from "../../support/jobs.ts";
import { admin, asAdmin, initToken, resultOf, serviceAccount } from "../../support/service.ts";

beforeAll(async () => {
  await admin();
});

const RIGHTS: readonly Right[] = ["set_custom_user_attributes", "enrollTIQR", "manyatonce"];
const fileOf = (...lines: string[]) => ["name;realm;e-mail;display name;groups", ...lines].join("\n");

it("counts new, changed, unchanged and faulty lines, and the links", async () => {
  await initToken({ user: "has", realm: "counted", serial: "COUNTED-1" });
  const before = fileOf("has;counted;h@example.org;;", "same;counted;s@example.org;Sam;x,y");
  expect((await runJob("users", { csv: before, dry_run: false })).outcomes).toEqual({ made: 1, changed: 1 });
  const csv = fileOf(
    "has;counted;n@example.org;Han;",
    "same;counted;s@example.org;;x,y",
    ...Array.from({ length: 30 }, (_, at) => `new${at};counted;;;`),
    "bad;counted;nothing;;",
  );
  const job = await runJob("users", { csv, name: "staff.csv" });
  expect(job).toMatchObject({ name: "staff.csv", total: 33, failed: 1, links: 31, fields: { email: 1, name: 1 } });
  expect(job.outcomes).toEqual({ made: 30, changed: 1, unchanged: 1 });
  const fields = [
    { field: "email", old: "h@example.org", new: "n@example.org" },
    { field: "name", old: "", new: "Han" },
  ];
  expect(job.changes).toEqual([{ line: 2, user: "has", realm: "counted", fields }]);

  // What is carried out has the name of what was checked, and does as much.
  const done = await runJob("users", { dry_run_id: job.id, dry_run: false });
  expect(done).toMatchObject({ name: "staff.csv", outcomes: job.outcomes, links: 31, changes: [] });
});

it("shows the first 20 changes, each value cut", async () => {
  const users = Array.from({ length: 25 }, (_, at) => `many${at};many;;;`);
  await runJob("users", { csv: fileOf(...users), dry_run: false, links: "none" });
  const groups = Array.from({ length: 100 }, (_, at) => `group-${at}`).join(",");
  const { id, changes, fields } = await runJob("users", { csv: fileOf(...users.map((line) => `${line}${groups}`)) });
  expect([changes.length, fields]).toEqual([20, { groups: 25 }]);
  expect(changes.map(({ line }: { line: number }) => line)).toEqual(Array.from({ length: 20 }, (_, at) => at + 2));
  expect(changes[19].fields[0].new).toMatch(/^group-0,.{190,195}…$/);
  const kept = await runInDurableObject(env.JOBS.getByName(id), (_, { storage }) =>
    storage.sql.exec("SELECT 1 FROM item WHERE outcome LIKE '%group-0%'").toArray(),
  );
  expect(kept).toHaveLength(20);
});

it("tells nobody what users have who may not see users", async () => {
  await runJob("users", { csv: fileOf("seen;seen;secret@example.org;;"), dry_run: false, links: "none" });
  const writer = await serviceAccount("writer", RIGHTS);
  const { id } = resultOf(await beginJob("users", { csv: fileOf("seen;seen;n@example.org;;") }, writer));
  await untilOver(id);
  const oldFor = async (headers: Record<string, string>) =>
    resultOf(await getJob(id, headers)).changes[0].fields[0].old;
  expect(await oldFor(writer)).toBe(null);
  expect(resultOf(await postJobCancel(id, writer)).changes[0].fields[0].old).toBe(null);
  expect(await oldFor(await serviceAccount("reader", [...RIGHTS, "userlist"]))).toBe("secret@example.org");
});

it("does not confirm a guess to who may not see users", async () => {
  await runJob("users", { csv: fileOf("guessed;seen;g@example.org;Gus;a,b"), dry_run: false, links: "none" });
  const guesser = await serviceAccount("guesser", RIGHTS);
  const answerTo = async (line: string, headers = guesser) => {
    const { id } = resultOf(await beginJob("users", { csv: fileOf(line) }, headers));
    await untilOver(id);
    const { outcomes, fields, changes } = resultOf(await getJob(id, headers));
    const shown = changes.map(({ fields }: { fields: { old: unknown }[] }) => fields.map(({ old }) => old));
    // What the result has of the file itself differs with it.
    const rows = (await jobRows(id, headers)).map((row) => ({ ...row, email: "", name: "" }));
    return { outcomes, fields, shown, rows };
  };
  for (const [right, wrong] of [
    ["guessed;seen;g@example.org;;", "guessed;seen;h@example.org;;"],
    ["guessed;seen;;Gus;", "guessed;seen;;Guy;"],
    ["guessed;seen;;;a,b", "guessed;seen;;;a"],
  ] as const)
    expect(await answerTo(right)).toEqual(await answerTo(wrong));
  // Without an attribute nothing is guessed, and whoever sees users is told.
  expect((await answerTo("guessed;seen;;;")).outcomes).toEqual({ unchanged: 1 });
  const seer = await serviceAccount("seer", [...RIGHTS, "userlist"]);
  expect((await answerTo("guessed;seen;g@example.org;;", seer)).outcomes).toEqual({ unchanged: 1 });
});

it("two imports of one file at once make each user once", async () => {
  const csv = fileOf(...Array.from({ length: 40 }, (_, at) => `twin${at};twins;t${at}@example.org;;`));
  const begun = await Promise.all([1, 2].map(() => beginJob("users", { csv, dry_run: false, links: "none" })));
  const jobs = await Promise.all(begun.map((reply) => untilOver(resultOf(reply).id)));
  const sum = (did: string) => jobs.reduce((all, { outcomes }) => all + (outcomes[did] ?? 0), 0);
  expect([sum("made"), sum("unchanged"), sum("changed")]).toEqual([40, 40, 0]);
  const listed = resultOf(await asAdmin("GET", "/user/?realm=twins&pagesize=100"));
  expect(listed).toHaveLength(40);
});

it("reads a column name as what people are called, where another one names the login", async () => {
  for (const login of ["login", "User", "user name"]) {
    const csv = `Name,${login},e-mail\nAnna Visser,anna-${login.length},anna@example.org`;
    const { first } = await runJob("users", { csv });
    expect(first).toMatchObject([{ user: `anna-${login.length}`, realm: "realm1", name: "Anna Visser" }]);
  }
  // As documented before there was a column login: a blank in it can be meant.
  const { first } = await runJob("users", { csv: fileOf("anna b;logins;;Anna B.;") });
  expect(first).toMatchObject([{ user: "anna b", name: "Anna B." }]);
});

it("shows the first three lines as they will become, once it is over", async () => {
  await runJob("users", { csv: fileOf("old;first;old@example.org;Old Name;"), dry_run: false, links: "none" });
  const csv = fileOf("new;first;new@example.org;New One;a", "old;first;;Other Name;", ";first;;;", "fourth;first;;;");
  const { first, id } = await runJob("users", { csv });
  const line = { user: "", realm: "first", name: "", email: "", groups: "" };
  expect(first).toEqual([
    { ...line, line: 2, user: "new", name: "New One", email: "new@example.org", groups: "a", outcome: "made" },
    { ...line, line: 3, user: "old", name: "Other Name", email: "old@example.org", outcome: "changed" },
    { ...line, line: 4, outcome: "invalid-line" },
  ]);
  // Nobody hears by it what a user has who may not see users.
  const blind = await serviceAccount("blind", RIGHTS);
  expect(resultOf(await getJob(id, blind)).first[1]).toMatchObject({ name: "Other Name", email: "" });
  const begun = resultOf(await beginJob("users", { csv }, blind));
  await untilOver(begun.id);
  expect(resultOf(await getJob(begun.id, blind)).first[1]).toMatchObject({ name: "Other Name", email: "" });
});

it("names in the result whom to mail, as the service would, for whoever may see users", async () => {
  await runJob("users", { csv: fileOf("kept;post;kept@example.org;Kept Name;"), dry_run: false, links: "none" });
  const csv = fileOf("kept;post;;;", "given;post;given@example.org;Given Name;", "bare;post;;;");
  const { id } = await runJob("users", { csv, dry_run: false });
  const mailed = async (headers?: Record<string, string>) =>
    (await jobRows(id, headers)).map(({ user, email, name, link }) => [user, email, name, link !== ""]);
  expect(await mailed()).toEqual([
    ["kept", "kept@example.org", "Kept Name", true],
    ["given", "given@example.org", "Given Name", true],
    ["bare", "", "", true],
  ]);
  expect((await mailed(await serviceAccount("writes", RIGHTS)))[0]).toEqual(["kept", "", "", true]);
});
