// Reads the metadata that the service answers to an enrolment link. The current Android app demands that all nine fields are
// strings, so the simulated phone does, too.

import type { Metadata } from "../src/tiqr/metadata.ts";

const SERVICE = ["displayName", "identifier", "logoUrl", "infoUrl", "authenticationUrl", "ocraSuite", "enrollmentUrl"];
const IDENTITY = ["identifier", "displayName"];

/** Undefined when the text is no JSON, or lacks a field. */
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
