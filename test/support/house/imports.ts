// The source files, for the tests of the architecture.

import { textsOf } from "./files.ts";

/** Path from the root of the project, and text: the service, the console, and the simulated phone. */
export const SOURCES = Object.entries(
  await textsOf("{src,phone}/**/*.{ts,tsx}", "packages/console/*.{ts,tsx}", "packages/console/!(test)/**/*.{ts,tsx}"),
);

/** What is made beside the service: the commands, the measurements, and the client package. */
export const TOOLS = Object.entries(await textsOf("{scripts,bench}/**/*.ts", "packages/!(console)/**/*.{js,ts}"));
