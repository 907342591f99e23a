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
  },
  securityContact: {
    name: "SECURITY_CONTACT",
    kind: texts.contactOrEmpty,
    default: "",
  },
  webhookAllowPrivate: {
    name: "WEBHOOK_ALLOW_PRIVATE",
    kind: onOff,
    default: "off",
  },
  logsRequests: {
    name: "LOG_REQUESTS",
    kind: onOff,
    default: "off",
  },
  jurisdiction: {
    name: "JURISDICTION",
    kind: {
      ...choice<Jurisdiction>({ "": "", eu: "eu", us: "us" }),
      unit: "eu, us, or empty",
      must: 'must be "eu", "us" or empty',
    },
    default: "",
  },
  auditRetentionMs: {
    name: "AUDIT_RETENTION_DAYS",
    kind: wholeNumber("days", 0, 36_500, DAY_MS),
    default: "400",
  },
  auditDatabaseMs: {
    name: "AUDIT_DATABASE_DAYS",
    kind: wholeNumber("days", 8, 36_500, DAY_MS),
    default: "30",
  },
  auditFaultyRows: {
    name: "AUDIT_FAULTY_ROWS",
    kind: shards.faultyRows,
    default: "",
  },
  databaseMaxBytes: {
    name: "DATABASE_MAX_MB",
    kind: wholeNumber("MB", 1, 1_000_000, 1_000_000),
    default: "10000",
  },
  auditHeadName: {
    name: "AUDIT_HEAD_NAME",
    kind: texts.objectName,
    default: "head",
  },
  shardSlots: {
    name: "SHARD_SLOTS",
    kind: shards.shardSlots,
    default: "",
  },
  shardRealms: {
    name: "SHARD_REALMS",
    kind: shards.shardRealms,
    default: "",
  },
  shardMoving: {
    name: "SHARD_MOVING",
    kind: shards.slotRanges,
    default: "",
  },
  rateLimits: {
    name: "RATE_LIMITS",
    kind: onOff,
    default: "on",
  },
  trustedProxy: {
    name: "TRUSTED_PROXY",
    kind: choice<TrustedProxy>({ on: "on", off: "off", local: "local" }),
    default: "on",
  },
  applicationNetworks: {
    name: "APPLICATION_NETWORKS",
    kind: texts.networks,
    default: "",
  },
} satisfies Partial<SettingTable>;
