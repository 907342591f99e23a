// The source files of the service and of the simulated phone, and their imports: for the tests of the architecture.

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

/** Path from the root of the project, and text. */
export const SOURCES: readonly (readonly [path: string, source: string])[] = Object.entries(
  import.meta.glob<string>(["../../src/**/*.{ts,tsx}", "../../phone/**/*.{ts,tsx}"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
).map(([path, source]) => [path.replace("../../", ""), source]);
