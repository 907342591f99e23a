// The ids of Microsoft Entra: GUIDs, which it shows with small letters or with capitals. Texts are
// compared, so one spelling counts here.

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** With small letters; undefined for another value. */
export function readGuid(value: unknown): string | undefined {
  const text = typeof value === "string" ? value.toLowerCase() : "";
  return GUID.test(text) ? text : undefined;
}
