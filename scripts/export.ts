// npm run export -- FILE --format privacyidea-pi|json --key-file K [--all], with --state DIR or
// --remote Writes the tokens for another server (docs/migrating.md). The key is made if its file is
// not there. privacyidea-pi is one Fernet token; in json, which has users without a token, too,
// each secret and PIN hash is one, and the rest can be read. FILE and K can be read by their owner
// only. Exit code 0: all tokens were written; 2: some were left out, and each is named with the
// reason; 1: nothing was done.
import { existsSync, readFileSync } from "node:fs";
import { entryOf } from "../src/core/audit/audit.ts";
import { databasesIn } from "../src/core/shards/shard-map.ts";

import { toHex } from "../src/lib/bytes.ts";
import { createNotes } from "../src/storage/audit/store.ts";
import { allTokens, type ExportedToken, usersWithoutToken } from "../src/storage/import/all-tokens.ts";
import { loadKeyring } from "../src/storage/keys/keyring-cache.ts";
import { createSealer } from "../src/storage/keys/seal.ts";
import { writeNew } from "./export/file.ts";
import type { OpenedToken } from "./export/format.ts";
import { ownFormat } from "./export/own.ts";
import { privacyIdeaFormat } from "./export/privacyidea.ts";
import { type FernetKey, makeFernetKey, readFernetKey } from "./import/crypt/fernet.ts";
import { fileIn, readArguments } from "./lib/arguments.ts";
import { CommandError, giveUp } from "./lib/project.ts";
import { type DatabasePlace, openDatabases, placeOf, placeOptions, plainly } from "./state/database.ts";
import { anyOrigin, readServiceConfig } from "./state/service-config.ts";

const usage =
  "Usage: npm run export -- FILE --format privacyidea-pi|json --key-file K [--all], with --state DIR or --remote";

interface Asked {
  readonly file: string;
  readonly format: "privacyidea-pi" | "json";
  readonly keyFile: string;
  readonly all: boolean;
  readonly place: DatabasePlace;
}

const options = {
  ...placeOptions,
  format: { type: "string" },
  "key-file": { type: "string" },
  all: { type: "boolean" },
} as const;

const readAsked = (): Asked =>
  readArguments(
    usage,
    { allowPositionals: true, options },
    ({ values, positionals }) => {
      const file = fileIn(positionals);
      const { format } = values;
      if (format !== "privacyidea-pi" && format !== "json") throw new Error("--format must be privacyidea-pi or json.");
      const keyFile = values["key-file"];
      if (keyFile === undefined) throw new Error("--key-file is needed.");
      // An earlier export may be the only copy that somebody has.
      if (existsSync(file)) throw new Error(`${file} is there already.`);
      return { file, format, keyFile, all: values.all === true, place: placeOf(values) };
    },
    1,
  );

async function exportTokens(): Promise<void> {
  const asked = readAsked();
  const { settings, masterKeys } = readServiceConfig(asked.place);
  const keyring = await loadKeyring(masterKeys);
  const sealer = createSealer(keyring);
  const clock = { nowMs: Date.now(), lockRule: settings.lockRule };
  const { all: databases, close } = await openDatabases(asked.place, databasesIn(settings));
  // Where neither it nor PUBLIC_URL is given, the service is unknown here.
  const { serviceIdentifier } = settings;
  const service = serviceIdentifier === new URL(anyOrigin).hostname ? undefined : serviceIdentifier;
  let leftOut = 0;
  const leave = (serial: string, why: string) => {
    leftOut++;
    process.stdout.write(`left out: token ${serial}, since ${why}\n`);
  };

  try {
    const key = keyIn(asked.keyFile);
    const format =
      asked.format === "json" ? ownFormat(key, service) : privacyIdeaFormat(key, { ...asked, service, clock });
    const out = format.file(asked.file);
    const sums = { tokens: 0, users: 0 };
    for (const { db } of databases) {
      const before = { ...sums };
      for await (const exported of allTokens(db)) {
        const opened = await open(exported).catch(() => undefined);
        const made = opened ? format.token(exported, opened) : "its secret or its PIN does not open under MASTER_KEY";
        if (typeof made === "string") leave(exported.token.serial, made);
        else {
          out.add(made);
          sums.tokens++;
        }
      }
      if (format.user)
        for await (const user of usersWithoutToken(db)) {
          // Accounts of administrators do not come along, so neither do they.
          if (user.realm === settings.adminRealm) continue;
          out.add(format.user(user));
          sums.users++;
        }
      const notes = createNotes(db, keyring, settings);
      const note = async (event: "TOKENS_READ" | "USERS_READ", count: number) => {
        const call = { kind: "request", action: "npm run export", client: "local", nowMs: clock.nowMs } as const;
        if (count > 0) await (await notes.always(entryOf(call, { success: true, event, count }))).run();
      };
      await note("TOKENS_READ", sums.tokens - before.tokens);
      await note("USERS_READ", sums.users - before.users);
    }
    out.end();
    const users = sums.users > 0 ? ` and ${sums.users} users without a token` : "";
    process.stdout.write(
      `exported ${sums.tokens} tokens${users} to ${asked.file}, under the key in ${asked.keyFile}\n`,
    );
    if (leftOut > 0) process.exitCode = 2;
  } catch (error) {
    throw plainly(error, asked.place);
  } finally {
    await close();
  }

  async function open({ token, notification }: ExportedToken): Promise<OpenedToken> {
    const { serial, sealedSecret, sealedPin } = token;
    const { clear, sealed } = notification ?? { clear: null, sealed: null };
    const text = async (purpose: "pin" | "push", bytes: string) =>
      new TextDecoder().decode(await sealer.open(purpose, serial, bytes));
    return {
      secretHex: sealedSecret === null ? "" : toHex(await sealer.open("secret", serial, sealedSecret)),
      pinHash: sealedPin === null ? undefined : await text("pin", sealedPin),
      pushAddress: clear ?? (sealed === null ? undefined : await text("push", sealed)),
    };
  }
}

function keyIn(file: string): FernetKey {
  if (!existsSync(file)) writeNew(file, makeFernetKey());
  const key = readFernetKey(readFileSync(file, "latin1"));
  if (!key) throw new CommandError(`${file} holds no Fernet key: 44 characters of base64url.`);
  return key;
}

// Libraries must not print into our output, so their log goes to stderr.
console.log = console.error;
// Exiting runs the `exit` handlers, which end the processes that were started.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => process.exit(1));
await exportTokens().catch((error) => giveUp(error));
