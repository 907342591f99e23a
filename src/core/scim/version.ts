// The version of a resource, as ETag and in `meta` (RFC 7643 §3.1, RFC 7644 §3.14).

import type { Settings } from "../../settings.ts";

interface Versioned {
  readonly id: string;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
}

export const versionOf = ({ changedAtMs }: Pick<Versioned, "changedAtMs">): string => `W/"${changedAtMs}"`;

/** The version that `If-Match` names. Undefined where any is right, NaN where none can be. */
export function readVersion(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === "*") return undefined;
  const version = Number(/^\s*(?:W\/)?"(\d+)"\s*$/.exec(header)?.[1] ?? Number.NaN);
  // D1 takes an infinite number for null, which would be any version.
  return Number.isSafeInteger(version) ? version : Number.NaN;
}

/** Below it are the addresses of all resources. */
export const baseOf = ({ publicUrl }: Pick<Settings, "publicUrl">): string => `${publicUrl}/scim/v2`;

export const metaOf = (resourceType: "User" | "Group", resource: Versioned, base: string) => ({
  resourceType,
  created: new Date(resource.createdAtMs).toISOString(),
  lastModified: new Date(resource.changedAtMs).toISOString(),
  location: `${base}/${resourceType}s/${resource.id}`,
  version: versionOf(resource),
});
