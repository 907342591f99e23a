// What each setting does, in one sentence for operators without a full stop. The worker reads them
// from a file (../http/system/texts.ts): no start shows them.

import { MAX_TOKENS_OF_LOGIN } from "../core/token.ts";
import type { Settings } from "../settings.ts";

export const MEANINGS: Readonly<Record<keyof Settings, string>> = {
  publicUrl:
    "The address of the service for phones and applications; phones keep it, so an old host must still reach the service",
  serviceIdentifier:
    "The name under which phones file their accounts, the host of PUBLIC_URL if empty; changing it orphans every " +
    "registered phone",
  otherServiceIdentifiers:
    "The names of services whose phones were taken over; a login's QR code carries the name under which the " +
    "phones of its user have the account",
  phonePaths:
    "Where phones that were registered elsewhere post their answers, beside every path that ends in /ttype/tiqr",
  serviceDisplayName: "The service's name, as phones show it",
  ocraSuite:
    "How new tokens compute their responses; keep one suite per service, because apps keep the first one they see",
  logoUrl:
    "The logo that phones show, this service's /logo.png if empty; iOS gives up a registration if it cannot load it",
  infoUrl: "The page that phones link to, PUBLIC_URL if empty",
  urlFormat:
    "The links in QR codes: tiqrauth:// (scheme), which every app reads, or https (universal), which only apps since 2020 read",
  universalLinkBase: "The origin of the https links in QR codes, required if TIQR_URL_FORMAT is universal",
  appleApps: "The iOS apps that open https links to this host, listed at /.well-known/apple-app-site-association",
  androidApps:
    "The Android apps that open https links to this host, with the certificate that signs them, listed at " +
    "/.well-known/assetlinks.json",
  defaultRealm: "The realm of users who are named without one",
  adminRealm:
    "The realm of administrators' own tokens, under the names of their accounts, only for /auth; it must not be DEFAULT_REALM",
  phonesRequired: "Whether administrators must confirm their sign-in with a phone",
  consoleIdleMs: "After how long without use somebody has to sign in again to the console",
  consoleMaxMs:
    "After how long somebody has to sign in again to the console in any case; more than one hour only after a " +
    "sign-in that a phone has confirmed",
  foldUserCase: "Whether user names that differ only in case are one user; decide before the first user",
  hidesUsers:
    "Where nothing, not even the time, shows a stranger whether a user has a token: on the login page (login), " +
    "also at /validate/check (on), or nowhere (off)",
  scim: "Whether the directory of an organisation may keep the people of a realm (SCIM 2.0); see docs/scim.md",
  scimLinks:
    "Whether a person whom a directory makes gets a registration link by mail (mail) or not (off); see docs/scim.md",
  scimDeleteAfterMs:
    "Days after which a person whom a directory has deleted is removed with all tokens; at once if 0. Until then an " +
    "account can bring them back; see docs/scim.md",
  challengeValidityMs: "How long a login may take, from the QR code to the phone's answer",
  enrolmentValidityMs: "How long a registration QR code may be used",
  maxFail:
    "Wrong PINs and responses in a row that lock a token made from now on, and the wrong answers that one transaction takes",
  blocksPhone:
    "Whether a phone is told that it has locked its token for good (hard) or not (soft); old apps that are told " +
    "block the account until a new registration",
  lockRule:
    "How long a lock lasts after the last failure: longer with each further lock if empty, until an administrator " +
    "resets it if 0",
  pinIterations: "The cost of a guess at a stolen PIN hash; after a rise, each PIN is hashed again at its next use",
  pinMinLength: "The length of the shortest allowed PIN",
  pinRequired: "Whether a token must have a PIN; applications with their own first factor make tokens without",
  maxTokensPerUser: "How many tokens a user may have, any number if 0",
  maxActiveTokensPerUser: `How many active tokens a user may have, any number if 0; a login asks at most ${MAX_TOKENS_OF_LOGIN} of them`,
  challengeTypeByClient:
    "The challenge type for a client (tiqr, push or smartphone), by the product in its User-Agent: some poll only " +
    "for a type they know",
  dayPass:
    "Whether a help desk may give a code of twelve digits that stands for a phone for some hours: not at all, on our " +
    "own pages, or for applications that use the API, too; see docs/day-pass.md",
  dayPassMaxMs: "The most hours that a day pass lasts",
  proximity:
    "What is done with the distance between phone and browser: nothing, told in the trail, or a phone in another " +
    "country (or of another provider) than a new browser is refused; see docs/proximity.md",
  proximityNetworks: "Networks in which every browser counts as known, such as a company's gateway abroad",
  pollOrigins: "The origins whose web pages may poll and listen, which shows them only a state",
  sessionIdleMs: "After how long without use a person has to sign in again in a browser",
  sessionMaxMs: "After how long a person has to sign in again in a browser in any case",
  forwardAuthDomain:
    "The common parent domain of this service and of the hosts behind a proxy that asks it; no forward authentication if empty",
  emailTemplate:
    "The e-mail address of users without one, such as {user}@example.org ({realm} too; without it, of the default " +
    "realm alone); none if empty",
  selfService:
    "What signed-in people may do to the protection of their own account, each confirmed by a phone: add another, " +
    "remove one, change the PIN, make recovery codes",
  deviceGrant:
    "Whether devices and commands without a browser may ask for a sign-in, which a person allows at /device; see " +
    "docs/ciba.md",
  ciba: "Whether applications may ask people to confirm something on their phones; see docs/ciba.md",
  brandColor:
    "The colour of buttons and links on pages, made darker or lighter until it is legible; this service's own if empty",
  brandLogoUrl: "The logo at the top of pages, this service's own if empty",
  helpUrl: "Where people find help: an http or https page, mailto: or tel:; pages link to it, and to none if empty",
  helpText: "What the pages say of the help, such as a name and a telephone number",
  deskVerifies:
    "Whether the help desk can ask callers to show who they are (show), and may give access only to those who have " +
    "(required); see docs/accounts.md",
  deskWaitMs: "How long callers wait who can show nothing; they can object meanwhile",
  mailFrom: "The address from which mail comes, with the binding MAIL; no mail is sent if empty",
  mailLanguage: "The language of mail where that of its reader is not known: to administrators, and links of jobs",
  mailAdministrators: "Who hears by mail when a person has not made a sign-in",
  mailsNewBrowsers:
    "Whether people hear by mail of each sign-in in a browser that is new to them; private windows always are",
  upstream:
    "The privacyIDEA server that gets all requests for what this service does not hold, during a move; none if empty",
  securityContact:
    "Whom to tell of a hole in this installation, as mailto: or https:, in /.well-known/security.txt (RFC 9116); no " +
    "such file if empty",
  webhookAllowPrivate:
    "Whether events, notices of a logout, and pictures and keys of applications may have addresses that are not " +
    "public, or http, for tests",
  logsRequests:
    "Whether each request leaves a line in the log, without secrets, users or addresses; Cloudflare bills lines",
  jurisdiction:
    "Where logins, registrations and notices are kept, anywhere if empty; the database has its own, and neither can " +
    "be changed later",
  auditRetentionMs: "How long audit rows are kept, without limit if 0",
  auditDatabaseMs:
    "With the binding TRAIL: after how long audit rows move from the database to the bucket; less than " +
    "AUDIT_RETENTION_DAYS",
  auditFaultyRows:
    "With the binding TRAIL: rows that are missing or were changed, which keep all later rows in the database, and " +
    "now go to the bucket as they are",
  databaseMaxBytes:
    "What a database may hold, 500 on Cloudflare's free plan; there is a warning when one is nine tenths full",
  auditHeadName:
    "The object that holds the newest audit checkpoint; change the name only after restoring an older database",
  shardSlots: "Which of the 256 slots of users are in which database; all others are in DB",
  shardRealms: "Realms that have a database of their own, whatever the slots of their users",
  shardMoving: "Slots that are being moved to another database; requests about their users get status 503 meanwhile",
  rateLimits:
    "Whether the limits of [[ratelimits]] are used; the counters of tokens and accounts in the database always are",
  trustedProxy:
    "Whether CF-Connecting-IP is the client's address, as Cloudflare sets it; off if no proxy does so; local if only " +
    "this machine reaches the port",
  applicationNetworks:
    "The networks of application servers, whose parameter client is the client's address at /validate; a machine " +
    "there can claim any address, so name only your own",
};
