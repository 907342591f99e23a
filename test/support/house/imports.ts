// The source files, for the tests of the architecture.

import { textsOf } from "./files.ts";

/** Path from the root of the project, and text. */
export const SOURCES = Object.entries(await textsOf("src/**/*.{ts,tsx}", "phone/**/*.{ts,tsx}"));

/** What is made beside the service: the commands, the measurements, and the client package. */
export const TOOLS = Object.entries(await textsOf("scripts/**/*.ts", "bench/**/*.ts", "packages/**/*.{js,ts}"));
