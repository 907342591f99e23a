// Makes the ports of src/core/ports from a Worker's bindings: all that the flows see of this ring.

import type { Ports } from "../core/ports/index.ts";
import { createMail } from "../mail/mailer.ts";
import type { Settings } from "../settings.ts";
import { createTrailArchive } from "./audit/archive/files.ts";
import { createTrailBucket, trailBindingOf } from "./audit/archive/trail-bucket.ts";
import { createHeadKeeper } from "./audit/checkpoints/head-object.ts";
import { createNotes } from "./audit/store.ts";
import { createCiba } from "./ciba/ciba.ts";
import { createStores } from "./create-stores.ts";
import { createDeviceStore } from "./device/store.ts";
import { microsoftSignatures } from "./entra/signatures.ts";
import { createJobStore } from "./jobs/store.ts";
import type { Keyring } from "./keys/keyring.ts";
import { createPinSalt } from "./keys/pin-salt.ts";
import { createSealer } from "./keys/seal.ts";
import { createLimitedNetworks } from "./limits/limited-networks.ts";
import { createMeter } from "./meter/store.ts";
import { createEnrolmentWatch } from "./objects/enrolment-watch.ts";
import { createTransactionStore } from "./objects/transaction-store.ts";
import { createAssertions } from "./oidc/assertions.ts";
import { createCibaPings, createLogoutNotices } from "./oidc/logout-notices.ts";
import { createSigner } from "./oidc/signer.ts";
import { openDirectory } from "./scim/directory.ts";
import { databasesOf, headNameOf } from "./shards/databases.ts";
import type { Shard, Shards } from "./shards/find.ts";
import type { NamedDatabase } from "./shards/named-database.ts";
import { createShardedStores, inTheirDatabase } from "./shards/stores/stores.ts";
import { databaseSize } from "./sql/batch.ts";
import { createEndpointStore } from "./webhooks/store.ts";

type Bindings = Pick<Env, "DB" | "TRANSACTION" | "ENROLLMENT" | "AUDIT_HEAD" | "LOGOUT" | "EVENTS" | "JOBS"> &
  Partial<Pick<Env, "METER">>;

/** `others` are the ports that need no storage. */
export function createPorts(
  bindings: Bindings,
  keyring: Keyring,
  settings: Settings,
  others: Pick<Ports, "randomBytes" | "qrImage" | "upstream">,
): Ports {
  const { TRANSACTION, ENROLLMENT, AUDIT_HEAD, METER } = bindings;
  const bucket = trailBindingOf(bindings);
  const shardOf = ({ name, db }: NamedDatabase): Shard => {
    const keeper = createHeadKeeper(AUDIT_HEAD, headNameOf(settings.auditHeadName, name));
    const trailBucket = bucket && createTrailBucket(bucket, name);
    return { name, db, stores: createStores(db, keyring, settings, keeper, trailBucket) };
  };
  const [first, ...further] = databasesOf(bindings, settings);
  const home = shardOf(first);
  const shards: Shards = [home, ...further.map(shardOf)];
  const transactions = createTransactionStore(TRANSACTION, keyring);
  const homeNotes = createNotes(home.db, keyring, settings);
  const mail = createMail(bindings, settings);
  const isOne = further.length === 0;
  return {
    ...others,
    settings,
    // A configuration of an earlier release has no such binding.
    meter: METER && createMeter(METER),
    mail,
    // One database needs nothing in front of it.
    ...(isOne ? home.stores : createShardedStores(shards, settings)),
    archive: createTrailArchive(shards, bucket),
    transactions: isOne ? transactions : inTheirDatabase(transactions, settings),
    enrolments: createEnrolmentWatch(ENROLLMENT),
    logoutNotices: createLogoutNotices(bindings.LOGOUT),
    sealer: createSealer(keyring),
    signer: createSigner(home.db, keyring),
    assertions: createAssertions(home.db, settings),
    endpoints: createEndpointStore(home.db, homeNotes, bindings.EVENTS),
    limitedNetworks: createLimitedNetworks(home.db),
    databaseSizes: () =>
      shards.flatMap(({ name, db }) => {
        const bytes = databaseSize(db);
        return bytes === undefined ? [] : [{ database: name, bytes }];
      }),
    ciba: createCiba(shards, settings, (db) => createNotes(db, keyring, settings)),
    cibaPings: createCibaPings(bindings.LOGOUT),
    devices: createDeviceStore(home.db, isOne ? homeNotes : undefined),
    microsoft: microsoftSignatures,
    directory: (call) => openDirectory(call, shards, settings, (db) => createNotes(db, keyring, settings), mail),
    jobs: createJobStore(home.db, homeNotes, settings, bindings.JOBS),
    pinSalt: createPinSalt(keyring),
  };
}
