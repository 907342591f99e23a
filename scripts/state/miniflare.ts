// Miniflare is one file of 3 MB. As an import each command would read it, also one that refuses its
// arguments, and Node would look through it twice more for what it exports.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export const loadMiniflare = (): typeof import("miniflare") => require("miniflare");
