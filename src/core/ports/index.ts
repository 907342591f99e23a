// The interfaces that the flows need; src/storage implements them. A port never throws for an
// expected refusal. It throws when the platform fails, and a failed call can be repeated.

import type { RandomBytes } from "../../lib/bytes.ts";
import type { Settings } from "../../settings.ts";
import type { ImageFormat } from "../call.ts";
import type { PinSalt, Sealer } from "../sealer.ts";
import type { AuditTrail } from "./audit.ts";
import type { DatabaseSizes } from "./database-sizes.ts";
import type { EndpointStore } from "./endpoints.ts";
import type { JobStore } from "./jobs.ts";
import type { LimitedNetworks } from "./limited-networks.ts";
import type { Meter } from "./meter.ts";
import type { BrowserSessionStore, LogoutNotices } from "./oidc/browser-sessions.ts";
import type { Ciba, CibaPings } from "./oidc/ciba.ts";
import type { ClientStore } from "./oidc/clients.ts";
import type { DeviceStore } from "./oidc/devices.ts";
import type { GrantStore } from "./oidc/grants.ts";
import type { Assertions, MicrosoftSignatures, Signer } from "./oidc/signatures.ts";
import type { AccountManagement, ApiKeyStore } from "./people/account-management.ts";
import type { AdminStore, SessionStore, SignInStore } from "./people/accounts.ts";
import type { CallerStore } from "./people/callers.ts";
import type { OpenDirectory } from "./people/directory.ts";
import type { Mail } from "./people/mail.ts";
import type { SelfStore } from "./people/me.ts";
import type { UserStore } from "./people/users.ts";
import type { EnrolmentWatch } from "./tokens/enrolments.ts";
import type { LinkStore } from "./tokens/links.ts";
import type { TokenManagement } from "./tokens/management.ts";
import type { OpenLogins } from "./tokens/open-logins.ts";
import type { TokenStore } from "./tokens/tokens.ts";
import type { TransactionStore } from "./tokens/transactions.ts";
import type { UndoStore } from "./tokens/undo.ts";
import type { TrailArchive } from "./trail-archive.ts";
import type { Upstream } from "./upstream.ts";

/** All that a flow may use. */
export interface Ports {
  readonly settings: Settings;
  readonly tokens: TokenStore;
  readonly management: TokenManagement;
  readonly openLogins: OpenLogins;
  readonly links: LinkStore;
  readonly undo: UndoStore;
  readonly users: UserStore;
  readonly admins: AdminStore;
  readonly accounts: AccountManagement;
  readonly apiKeys: ApiKeyStore;
  readonly sessions: SessionStore;
  readonly signIns: SignInStore;
  readonly clients: ClientStore;
  readonly browserSessions: BrowserSessionStore;
  readonly logoutNotices: LogoutNotices;
  readonly self: SelfStore;
  readonly callers: CallerStore;
  readonly transactions: TransactionStore;
  readonly enrolments: EnrolmentWatch;
  readonly audit: AuditTrail;
  readonly archive: TrailArchive;
  readonly endpoints: EndpointStore;
  readonly limitedNetworks: LimitedNetworks;
  readonly databaseSizes: DatabaseSizes;
  readonly jobs: JobStore;
  /** Undefined where nothing adds up what isolates count. */
  readonly meter?: Meter | undefined;
  /** Undefined where no mail is sent. */
  readonly mail?: Mail | undefined;
  /** Undefined unless this service stands in front of a privacyIDEA server. */
  readonly upstream?: Upstream | undefined;
  readonly sealer: Sealer;
  readonly signer: Signer;
  readonly grants: GrantStore;
  readonly devices: DeviceStore;
  readonly directory: OpenDirectory;
  readonly ciba: Ciba;
  readonly microsoft: MicrosoftSignatures;
  readonly cibaPings: CibaPings;
  readonly assertions: Assertions;
  readonly pinSalt: PinSalt;
  readonly randomBytes: RandomBytes;
  /** Draws a QR code, as a data URI. */
  readonly qrImage: (text: string, format: ImageFormat) => Promise<string>;
}
