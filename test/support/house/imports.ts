// The source files, for the tests of the architecture.

/// <reference types="vite/types/importMeta.d.ts" />

type Source = readonly [path: string, text: string];
const sourcesOf = (found: Readonly<Record<string, string>>): readonly Source[] =>
  Object.entries(found).map(([path, text]) => [path.replace("../../../", ""), text]);

/** Path from the root of the project, and text. */
export const SOURCES = sourcesOf(
  import.meta.glob<string>(["../../../src/**/*.{ts,tsx}", "../../../phone/**/*.{ts,tsx}"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);

/** What is made beside the service: the commands, the measurements, and the client package. */
export const TOOLS = sourcesOf(
  import.meta.glob<string>(["../../../scripts/**/*.ts", "../../../bench/**/*.ts", "../../../packages/**/*.{js,ts}"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);
