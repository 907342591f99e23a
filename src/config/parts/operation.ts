// What surrounds the service: other servers, the trail, several databases, limits.

import type { Jurisdiction, TrustedProxy } from "../../settings.ts";
import { choice, onOff, type SettingTable, wholeNumber } from "../kinds.ts";
import * as shards from "../shards.ts";
import * as texts from "../texts.ts";

const DAY_MS = 24 * 3600 * 1000;

export const OPERATION = {
  upstream: {
    name: "UPSTREAM_PRIVACYIDEA",
    kind: texts.upstreamOrEmpty,
    default: "",
    meaning:
      "The privacyIDEA server that gets all requests for what this service does not hold, during a move; none if empty",
  },
  securityContact: {
    name: "SECURITY_CONTACT",
    kind: texts.contactOrEmpty,
    default: "",
    meaning:
      "Whom to tell of a hole in this installation, as mailto: or https:, in /.well-known/security.txt (RFC 9116); no " +
      "such file if empty",
  },
  webhookAllowPrivate: {
    name: "WEBHOOK_ALLOW_PRIVATE",
    kind: onOff,
    default: "off",
    meaning:
      "Whether events, notices of a logout, and pictures and keys of applications may have addresses that are not " +
      "public, or http, for tests",
  },
  logsRequests: {
    name: "LOG_REQUESTS",
    kind: onOff,
    default: "off",
    meaning:
      "Whether each request leaves a line in the log, without secrets, users or addresses; Cloudflare bills lines",
  },
  jurisdiction: {
    name: "JURISDICTION",
    kind: {
      ...choice<Jurisdiction>({ "": "", eu: "eu", us: "us" }),
      unit: "eu, us, or empty",
      must: 'must be "eu", "us" or empty',
    },
    default: "",
    meaning:
      "Where logins, registrations and notices are kept, anywhere if empty; the database has its own, and neither can " +
      "be changed later",
  },
  auditRetentionMs: {
    name: "AUDIT_RETENTION_DAYS",
    kind: wholeNumber("days", 0, 36_500, DAY_MS),
    default: "400",
    meaning: "How long audit rows are kept, without limit if 0",
  },
  auditDatabaseMs: {
    name: "AUDIT_DATABASE_DAYS",
    kind: wholeNumber("days", 8, 36_500, DAY_MS),
    default: "30",
    meaning:
      "With the binding TRAIL: after how long audit rows move from the database to the bucket; less than " +
      "AUDIT_RETENTION_DAYS",
  },
  auditFaultyRows: {
    name: "AUDIT_FAULTY_ROWS",
    kind: shards.faultyRows,
    default: "",
    meaning:
      "With the binding TRAIL: rows that are missing or were changed, which keep all later rows in the database, and " +
      "now go to the bucket as they are",
  },
  databaseMaxBytes: {
    name: "DATABASE_MAX_MB",
    kind: wholeNumber("MB", 1, 1_000_000, 1_000_000),
    default: "10000",
    meaning: "What a database may hold, 500 on Cloudflare's free plan; there is a warning when one is nine tenths full",
  },
  auditHeadName: {
    name: "AUDIT_HEAD_NAME",
    kind: texts.objectName,
    default: "head",
    meaning:
      "The object that holds the newest audit checkpoint; change the name only after restoring an older database",
  },
  shardSlots: {
    name: "SHARD_SLOTS",
    kind: shards.shardSlots,
    default: "",
    meaning: "Which of the 256 slots of users are in which database; all others are in DB",
  },
  shardRealms: {
    name: "SHARD_REALMS",
    kind: shards.shardRealms,
    default: "",
    meaning: "Realms that have a database of their own, whatever the slots of their users",
  },
  shardMoving: {
    name: "SHARD_MOVING",
    kind: shards.slotRanges,
    default: "",
    meaning: "Slots that are being moved to another database; requests about their users get status 503 meanwhile",
  },
  rateLimits: {
    name: "RATE_LIMITS",
    kind: onOff,
    default: "on",
    meaning:
      "Whether the limits of [[ratelimits]] are used; the counters of tokens and accounts in the database always are",
  },
  trustedProxy: {
    name: "TRUSTED_PROXY",
    kind: choice<TrustedProxy>({ on: "on", off: "off", local: "local" }),
    default: "on",
    meaning:
      "Whether CF-Connecting-IP is the client's address, as Cloudflare sets it; off if no proxy does so; local if only " +
      "this machine reaches the port",
  },
  applicationNetworks: {
    name: "APPLICATION_NETWORKS",
    kind: texts.networks,
    default: "",
    meaning:
      "The networks of application servers, whose parameter client is the client's address at /validate; a machine " +
      "there can claim any address, so name only your own",
  },
} satisfies Partial<SettingTable>;
