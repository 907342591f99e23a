// The source files, for the tests of the architecture.

import { textsOf } from "./files.ts";

const PACKAGES = Object.entries(await textsOf("packages/**/*.{js,ts,tsx}")).filter(
  ([path]) => !path.includes("/test/"),
);
const isConsole = ([path]: readonly [path: string, source: string]): boolean => path.startsWith("packages/console/");

/** Path from the root of the project, and text: the service, its console, and the simulated phone. */
export const SOURCES = [...Object.entries(await textsOf("{src,phone}/**/*.{ts,tsx}")), ...PACKAGES.filter(isConsole)];

/** They read and write as the storage does, so they keep its rules. */
export const COMMANDS = PACKAGES.filter(([path]) => path.startsWith("packages/commands/"));

/** What is made around the service: scripts for developers, the measurements, and the packages. */
export const TOOLS = [
  ...Object.entries(await textsOf("{scripts,bench}/**/*.ts")),
  ...PACKAGES.filter((file) => !isConsole(file)),
];

/** What tests share: every file of theirs that has no test itself. */
export const TEST_HELPERS = Object.entries(await textsOf("{test,packages/*/test}/**/*.{ts,tsx}")).filter(
  ([path]) => !/\.test\.tsx?$/.test(path),
);
