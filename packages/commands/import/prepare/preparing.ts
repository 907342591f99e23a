// What the preparation of a record is given (./prepare.ts, ./token-row.ts): the operator's wishes,
// the settings, and the keys.
import type { Sealer } from "../../../../src/core/sealer.ts";
import type { Bytes } from "../../../../src/lib/bytes.ts";
import type { Settings } from "../../../../src/settings.ts";
import type { Pins } from "../options.ts";
import type { KnownService } from "../service-of.ts";
import type { Logins } from "./person.ts";

export interface ImportRequest {
  readonly pins: Pins;
  /** For users whose server knows no realms. */
  readonly realm: string | undefined;
  /** Where nobody says it, the service's own of the day is stored. */
  readonly service: Pick<KnownService, "ofAll" | "isGiven">;
  readonly authenticationUrl: string | undefined;
  /** Undefined without a map. */
  readonly logins: Logins | undefined;
}

export interface Preparation {
  readonly settings: Settings;
  readonly sealer: Sealer;
  /** Keyed by the service's root. */
  readonly pinSalt: (owner: string) => Promise<Bytes>;
  /** Keyed by the service's root, too: a digest of a secret must not be a way to try secrets. */
  readonly digestKey: Bytes;
  readonly wanted: ImportRequest;
  readonly nowMs: number;
}

/** Whose token it is, and what it is called. User and realm are empty where it is nobody's. */
export interface NamedToken {
  readonly where: string;
  readonly serial: string;
  readonly user: string;
  readonly realm: string;
  readonly identity: string;
}
