// The built worker is minified: a stack trace in its log would name a column of one long line. This
// names the file and line of src instead, by the source map that lies beside the bundle.
// (Cloudflare does the same with the map that wrangler uploads.)
import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";

const IN_BUNDLE = /[^\s(]*\/index\.js:(\d+):(\d+)/g;

/**
 * Reads the map of the bundle at once, since a later build would replace both. Parses it at the
 * first stack trace.
 */
export function sourceLines(bundle: string): (message: string) => string {
  if (!existsSync(`${bundle}.map`)) return (message) => message;
  const text = readFileSync(`${bundle}.map`, "utf8");
  let map: SourceMap | undefined;
  return (message) =>
    message.replace(IN_BUNDLE, (place, line, column) => {
      map ??= new SourceMap(JSON.parse(text));
      const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
      if (!("originalSource" in entry) || entry.generatedLine !== Number(line) - 1) return place;
      return `${entry.originalSource.replace(/^(\.\.\/)+/, "")}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    });
}
