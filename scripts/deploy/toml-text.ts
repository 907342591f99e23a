// Writes single values and tables into the text of wrangler.toml and leaves all else as it is: a
// person's comments, order and settings.

/**
 * Sets a key of one table. `table` is the line that begins it, such as `[vars]`, or empty for the
 * top of the file; `beside` tells tables of the same name apart by one of their lines. A key that
 * is not there, or is commented out, is put below `after`. Returns undefined when there is no such
 * table, or no such line to put the key below.
 */
export function withValue(
  text: string,
  place: { readonly table: string; readonly beside?: string; readonly after?: string },
  key: string,
  value: string,
): string | undefined {
  const lines = text.split("\n");
  for (const [begin, end] of tablesOf(lines)) {
    if (begin >= 0 ? lines[begin]?.trim() !== place.table : place.table !== "") continue;
    const within = (matches: (line: string) => boolean): number => {
      const offset = lines.slice(begin + 1, end).findIndex(matches);
      return offset < 0 ? -1 : begin + 1 + offset;
    };
    const { beside } = place;
    if (beside !== undefined && within((line) => line.trim() === beside) < 0) continue;
    const written = `${key} = ${value}`;
    const existing = within((line) => line.startsWith(`${key} = `));
    const commented = within((line) => line.startsWith(`# ${key} = `));
    const after = place.after ?? "";
    const above = after === "" ? -1 : within((line) => line.startsWith(after));
    if (existing >= 0) lines[existing] = written;
    else if (commented >= 0) lines[commented] = written;
    else if (above >= 0) lines.splice(above + 1, 0, written);
    else return undefined;
    return lines.join("\n");
  }
  return undefined;
}

/**
 * Puts a table in the place of the commented one with the same header, or at the end where there is
 * none.
 */
export function withTable(text: string, header: string, values: Readonly<Record<string, string>>): string {
  const table = [header, ...Object.entries(values).map(([key, value]) => `${key} = ${tomlText(value)}`)];
  const lines = text.split("\n");
  const begin = lines.indexOf(`# ${header}`);
  if (begin < 0) return `${text.trimEnd()}\n\n${table.join("\n")}\n`;
  const length = lines.slice(begin + 1).findIndex((line) => !/^# \w+ = /.test(line)) + 1;
  return lines.toSpliced(begin, length, ...table).join("\n");
}

/** A TOML string. JSON escapes whatever a TOML string must not hold, apart from DEL. */
export const tomlText = (value: string): string => JSON.stringify(value).replaceAll("\u007f", "\\u007F");

/** The first line of each table, -1 for the top of the file, and the line after its last. */
function tablesOf(lines: readonly string[]): readonly (readonly [number, number])[] {
  const begins = [-1, ...lines.flatMap((line, index) => (line.startsWith("[") ? [index] : []))];
  return begins.map((begin, index) => [begin, begins[index + 1] ?? lines.length] as const);
}
