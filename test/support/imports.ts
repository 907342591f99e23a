// The source files, and their imports: for the tests of the architecture.

/// <reference types="vite/types/importMeta.d.ts" />

/** Without comments, but with every string: imports and SQL are in strings. */
export const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\/|(^|[^:"'`\w])\/\/[^\n]*/g, (_, before = "") => before);

/** Static, side-effect, re-exporting and dynamic imports, and imports of types. */
export const importsOf = (source: string): string[] =>
  [...withoutComments(source).matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)["']([^"']+)["']/g)].map(
    ([, name = ""]) => name,
  );

/** The file that an import names, from the root of the project; undefined for a package. */
export const targetOf = (path: string, name: string): string | undefined =>
  name.startsWith(".") ? new URL(name, `file:///${path}`).pathname.slice(1) : undefined;

type Source = readonly [path: string, text: string];
const sourcesOf = (found: Readonly<Record<string, string>>): readonly Source[] =>
  Object.entries(found).map(([path, text]) => [path.replace("../../", ""), text]);

/** Path from the root of the project, and text. */
export const SOURCES = sourcesOf(
  import.meta.glob<string>(["../../src/**/*.{ts,tsx}", "../../phone/**/*.{ts,tsx}"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);

/** What is made beside the service: the commands, the measurements, and the client package. */
export const TOOLS = sourcesOf(
  import.meta.glob<string>(["../../scripts/**/*.ts", "../../bench/**/*.ts", "../../packages/**/*.{js,ts}"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);
