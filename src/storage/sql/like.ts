// privacyIDEA's patterns: `*` matches any characters, every other character matches itself, and the case of ASCII letters is ignored.

/** The condition that the column matches the pattern. Bind `:name` to `patternParameter`. */
export const matches = (column: string, name: string, pattern: string): string =>
  // D1 takes no LIKE pattern of more than 50 bytes (src/http/pattern.ts refuses those), but names are longer.
  pattern.includes("*") ? `${column} LIKE :${name} ESCAPE '\\'` : `${column} = :${name} COLLATE NOCASE`;

export const patternParameter = (pattern: string): string =>
  pattern.includes("*") ? pattern.replace(/[\\%_]/g, "\\$&").replaceAll("*", "%") : pattern;
