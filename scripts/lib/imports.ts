// What a source file imports, read from its text.

/** Without comments, but with every string: imports and SQL are in strings. */
export const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\/|(^|[^:"'`\w])\/\/[^\n]*/g, (_, before = "") => before);

/** Static, side-effect, re-exporting and dynamic imports, and imports of types. */
export const importsOf = (source: string): string[] =>
  [...withoutComments(source).matchAll(/\b(?:from\s+|import(?:\s+|\s*\(\s*))["']([^"']+)["']/g)].map(
    ([, name = ""]) => name,
  );

/** The file that an import names, from the root of the project; undefined for a package. */
export const targetOf = (path: string, name: string): string | undefined =>
  name.startsWith(".") ? new URL(name, `file:///${path}`).pathname.slice(1) : undefined;
