// Runs the service of a state folder for one command, in the name of one of its accounts.
import { CommandError } from "../../../scripts/lib/project.ts";
import { startServer } from "../../../scripts/serve/start-server.ts";
import { createAdminTokens } from "../../../src/http/guard/admin-token.ts";
import { createAdminStore } from "../../../src/storage/accounts/store.ts";
import { TiqrManagement } from "../../client/index.js";
import { onDatabase } from "../database/database.ts";
import { readService } from "../database/service-config.ts";

/**
 * The operator holds the root key, and so needs no password of the account in whose name the
 * service then works.
 */
export async function toFolder(folder: string, as: string | undefined) {
  const place = { kind: "state", folder } as const;
  const { keyring } = await readService(place);
  const accounts = await onDatabase(place, (db) => createAdminStore(db).list());
  const account = accounts.find(({ name, rights, isDisabled }) =>
    as === undefined ? rights.includes("*") && !isDisabled : name === as,
  );
  if (!account)
    throw new CommandError(
      as === undefined
        ? "The service has no administrator. Make one: npm run admin -- add NAME."
        : `There is no account ${as}.`,
    );
  const server = await startServer({ state: folder }).catch((error) => {
    throw new CommandError((error as Error).message);
  });
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const tokens = createAdminTokens(keyring.all, process.env.PUBLIC_URL || server.origin, randomBytes);
  const token = await tokens.issue(account, false, Date.now());
  return { manage: new TiqrManagement({ baseUrl: server.origin, token }), close: () => server.stop() };
}
