// npm run shards -- plan DB DB_1 … | move SLOTS FROM TO | verify, each with --state DIR or --remote
// Spreads users over several databases (docs/scaling.md). `plan` proposes SHARD_SLOTS, and names
// what has to move; `move` moves the users of some slots, whose requests must pause meanwhile;
// `verify` names users that the map has elsewhere. The map is that of the environment or
// wrangler.toml. Exit code 0: all is well; 1: something is in the wrong place; 2: it could not
// begin or continue.
import { readArguments } from "../../scripts/lib/arguments.ts";
import { CommandError } from "../../scripts/lib/project.ts";
import { slotRanges } from "../../src/config/shards.ts";
import { databasesIn } from "../../src/core/shards/shard-map.ts";
import { copyAll } from "../../src/storage/shards/copies.ts";
import type { NamedDatabase } from "../../src/storage/shards/named-database.ts";
import { onDatabases, placeOf, placeOptions } from "./database/database.ts";
import { readService } from "./database/service-config.ts";
import { runProgram, writeLine } from "./program.ts";
import { moveSlots } from "./shards/move.ts";
import { planEvenly, verifyPlacement } from "./shards/verify.ts";

const usage =
  "Usage: npm run shards -- plan DB DB_1 ... | move SLOTS FROM TO | verify, each with --state DIR or --remote";

const isDatabase = (name: string): boolean => /^DB(_[1-9]\d?)?$/.test(name);

async function shards(): Promise<void> {
  const { command, place, words } = readRequest();
  const { settings: map } = await readService(place);
  if (command === "plan") {
    return onDatabases(place, [...new Set([...databasesIn(map), ...words])], async ({ all }) => {
      const among = all.filter(({ name }) => words.includes(name));
      const { slots, moves } = await planEvenly(among, map);
      for (const move of moves) writeLine(`move ${move.slots} ${move.from} ${move.to}`);
      writeLine(`SHARD_SLOTS="${slots}"`);
    });
  }
  if (command === "verify") {
    return onDatabases(place, databasesIn(map), async ({ all }) => {
      for (const { database, owners, tokens, misplaced } of await verifyPlacement(all, map)) {
        writeLine(`${database}: ${owners} users, ${tokens} tokens`);
        for (const what of misplaced) writeLine(`  in the wrong database: ${what.replace(/\p{Cc}/gu, "?")}`);
        if (misplaced.length > 0) process.exitCode = 1;
      }
    });
  }
  const [text = "", source = "", target = ""] = words;
  const [slots, ...more] = slotRanges.read(text) ?? [];
  if (!slots || more.length > 0) throw new CommandError(`SLOTS must be like 80-9f. ${usage}`, 2);
  return onDatabases(place, [...new Set(["DB", source, target])], async ({ all }) => {
    const named = (name: string) => all.find((one) => one.name === name) as NamedDatabase;
    const [home, from, to] = [named("DB"), named(source), named(target)];
    if (to !== home) await copyAll(home.db, to.db);
    const { owners, tokens, taken } = await moveSlots({ from, to, slots, map });
    writeLine(`moved ${owners} users and ${tokens} tokens from ${source} to ${target}`);
    for (const serial of taken) writeLine(`not moved: token ${serial}, since ${target} has another one of this serial`);
    if (taken.length > 0) process.exitCode = 1;
  });
}

const readRequest = () =>
  readArguments(usage, { allowPositionals: true, options: placeOptions }, ({ values, positionals }) => {
    const [command = "", ...words] = positionals;
    if (!["plan", "move", "verify"].includes(command))
      throw new Error(command ? `There is no command ${command}.` : "No command.");
    const names = command === "move" ? words.slice(1) : words;
    if (!names.every(isDatabase)) throw new Error("A database is called DB, or DB_1 to DB_99.");
    if (command === "move" && (names.length !== 2 || names[0] === names[1]))
      throw new Error("move takes slots and two databases.");
    if (command === "plan" && new Set(names).size < 2) throw new Error("plan takes two databases or more.");
    if (command === "verify" && names.length > 0) throw new Error("verify takes the databases of the map.");
    return { command, place: placeOf(values), words };
  });

await runProgram(shards, { least: 2 });
