// npm run export -- FILE --format privacyidea-pi|json --key-file K [--all], with --state DIR or
// --remote Writes the tokens for another server (docs/migrating.md). The key is made if its file is
// not there. privacyidea-pi is one Fernet token; in json, which has users without a token, too,
// each secret and PIN hash is one, and the rest can be read. FILE and K can be read by their owner
// only. Exit code 0: all tokens were written; 2: some were left out, and each is named with the
// reason; 1: nothing was done.
import { existsSync, readFileSync } from "node:fs";
import { fileIn, readArguments } from "../../scripts/lib/arguments.ts";
import { CommandError } from "../../scripts/lib/project.ts";
import { entryOf } from "../../src/core/audit/audit.ts";
import { databasesIn } from "../../src/core/shards/shard-map.ts";
import { toHex } from "../../src/lib/bytes.ts";
import { createAuditWriter } from "../../src/storage/audit/store.ts";
import { createSealer } from "../../src/storage/keys/seal.ts";
import { onDatabases, placeOf, placeOptions } from "./database/database.ts";
import { anyOrigin, readService } from "./database/service-config.ts";
import { allTokens, type ExportedToken, usersWithoutToken } from "./export/all-tokens.ts";
import { type OpenedToken, writeNew } from "./export/format.ts";
import { ownFormat } from "./export/own.ts";
import { privacyIdeaFormat } from "./export/privacyidea.ts";
import { type FernetKey, makeFernetKey, readFernetKey } from "./import/crypt/fernet.ts";
import { runProgram, writeLine } from "./program.ts";

const usage =
  "Usage: npm run export -- FILE --format privacyidea-pi|json --key-file K [--all], with --state DIR or --remote";

const options = {
  ...placeOptions,
  format: { type: "string" },
  "key-file": { type: "string" },
  all: { type: "boolean" },
} as const;

const readRequest = () =>
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
  const request = readRequest();
  const { settings, keyring } = await readService(request.place);
  const sealer = createSealer(keyring);
  const clock = { nowMs: Date.now(), lockRule: settings.lockRule };
  // Where neither it nor PUBLIC_URL is given, the service is unknown here.
  const { serviceIdentifier } = settings;
  const service = serviceIdentifier === new URL(anyOrigin).hostname ? undefined : serviceIdentifier;
  let leftOut = 0;
  const leave = (serial: string, why: string) => {
    leftOut++;
    writeLine(`left out: token ${serial}, since ${why}`);
  };

  await onDatabases(request.place, databasesIn(settings), async ({ all: databases }) => {
    const key = keyIn(request.keyFile);
    const format =
      request.format === "json" ? ownFormat(key, service) : privacyIdeaFormat(key, { ...request, service, clock });
    const out = format.file(request.file);
    const sums = { tokens: 0, users: 0 };
    for (const { db } of databases) {
      const before = { ...sums };
      for await (const exported of allTokens(db)) {
        const opened = await open(exported).catch(() => undefined);
        const element = opened
          ? format.token(exported, opened)
          : "its secret or its PIN does not open under MASTER_KEY";
        if (typeof element === "string") leave(exported.token.serial, element);
        else {
          out.add(element);
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
      const { write } = createAuditWriter(db, keyring, settings);
      const note = async (event: "TOKENS_READ" | "USERS_READ", count: number) => {
        const call = { kind: "request", action: "npm run export", client: "local", nowMs: clock.nowMs } as const;
        if (count > 0) await write(entryOf(call, { success: true, event, count }));
      };
      await note("TOKENS_READ", sums.tokens - before.tokens);
      await note("USERS_READ", sums.users - before.users);
    }
    out.end();
    const users = sums.users > 0 ? ` and ${sums.users} users without a token` : "";
    writeLine(`exported ${sums.tokens} tokens${users} to ${request.file}, under the key in ${request.keyFile}`);
    if (leftOut > 0) process.exitCode = 2;
  });

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

await runProgram(exportTokens);
