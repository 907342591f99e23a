// Times in answers: ISO 8601 in UTC. The forms of privacyIDEA are in ../tokens/token-json.ts.

export const isoOf = (ms: number): string => new Date(ms).toISOString();

export const isoOrNull = (ms: number | null | undefined): string | null =>
  ms === null || ms === undefined ? null : isoOf(ms);
