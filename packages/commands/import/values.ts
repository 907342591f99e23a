// Reads single values of exports: numbers, switches and times in the many ways in which databases
// and Python write them.

/**
 * Empty for a list or a mapping, which is no single value: `String` fails on one that has a key
 * `toString`.
 */
export function textInValue(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("utf8");
  return value === null || value === undefined || typeof value === "object" ? "" : String(value);
}

/** MS SQL writes a space for an empty text. */
export const trimmedOf = (value: unknown): string | undefined => textInValue(value).trim() || undefined;

/** Empty for what is no mapping. */
export const mappingOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

export function numberInValue(value: unknown): number | undefined {
  const text = textInValue(value).trim();
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** `absent` stands for a missing column. */
export function isOn(value: unknown, absent: boolean): boolean {
  const text = textInValue(value).trim().toLowerCase();
  if (text === "") return absent;
  return !["0", "false", "f", "no", "n"].includes(text);
}

/**
 * privacyIDEA writes local times with a zone (`2026-01-31T23:59+0100`), and times of its own
 * without one, which are UTC; databases put a space between day and time. Unix time in seconds is
 * understood, too.
 */
export function timeOf(value: unknown): number | undefined {
  const text = textInValue(value).trim();
  if (/^\d{9,11}$/.test(text)) return Number(text) * 1000;
  const [, day, time, seconds = ":00", fraction = "", zone = "Z"] =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
  if (day === undefined) return undefined;
  const ms = Date.parse(
    `${day}T${time}${seconds}${fraction.slice(0, 4)}${zone.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2")}`,
  );
  return Number.isNaN(ms) ? undefined : ms;
}
