// The source files, for the tests of the architecture.

import { textsOf } from "./files.ts";

/** Path from the root of the project, and text. */
export const SOURCES = Object.entries(await textsOf("src/**/*.{ts,tsx}", "phone/**/*.{ts,tsx}"));

const PACKAGES = Object.entries(await textsOf("packages/**/*.{js,ts}")).filter(([path]) => !path.includes("/test/"));

/** They read and write as the storage does, so they keep its rules. */
export const COMMANDS = PACKAGES.filter(([path]) => path.startsWith("packages/commands/"));

/** What is made around the service: scripts for developers, the measurements, and the packages. */
export const TOOLS = [...Object.entries(await textsOf("scripts/**/*.ts", "bench/**/*.ts")), ...PACKAGES];
