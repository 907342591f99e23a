// Reads the metadata that the service answers to an enrolment link. Like the current Android app,
// the simulated phone insists that all nine fields are strings.

import type { Metadata } from "../src/tiqr/metadata.ts";

const SERVICE = ["displayName", "identifier", "logoUrl", "infoUrl", "authenticationUrl", "ocraSuite", "enrollmentUrl"];
const IDENTITY = ["identifier", "displayName"];

/** Undefined if the text is not JSON, or lacks a field. */
export function readMetadata(text: string): Metadata | undefined {
  let metadata: Partial<Record<"service" | "identity", Record<string, unknown>>> | null;
  try {
    metadata = JSON.parse(text);
  } catch {
    return undefined;
  }
  const complete =
    SERVICE.every((field) => typeof metadata?.service?.[field] === "string") &&
    IDENTITY.every((field) => typeof metadata?.identity?.[field] === "string");
  return complete ? (metadata as Metadata) : undefined;
}
