// The folder of JSON files of tiqr-server-libphp: one file a user, named after the userid, which is
// not inside.
import type { Foreign, ForeignRecord } from "../record.ts";
import { trimmedOf } from "../values.ts";
import { stepupRecord } from "./stepup-user.ts";

export interface NamedFile {
  /** Without its folder. */
  readonly name: string;
  readonly read: () => string;
}

export function readStepupJson(files: readonly NamedFile[], keys: ReadonlyMap<string, string>): Foreign {
  const users = files.filter(({ name }) => name.endsWith(".json"));
  return { total: users.length, records: read(users, keys) };
}

function* read(files: readonly NamedFile[], keys: ReadonlyMap<string, string>): Generator<ForeignRecord> {
  for (const { name, read } of files) {
    let user: Record<string, unknown>;
    try {
      user = JSON.parse(read());
      if (typeof user !== "object" || user === null) throw new Error("no object");
    } catch {
      yield { ok: false, where: name, why: "it is no JSON object" };
      continue;
    }
    yield stepupRecord(
      name,
      {
        userId: trimmedOf(name.slice(0, -".json".length)),
        displayName: user.displayName,
        secret: user.secret,
        loginAttempts: user.loginattempts,
        blocked: user.blocked,
        notificationType: user.notificationType,
        notificationAddress: user.notificationAddress,
      },
      keys,
    );
  }
}
