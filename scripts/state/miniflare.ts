// Miniflare is one file of 3 MB, so commands read it when they use it. By `require`, since an
// import would look through the whole text for names first.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export const loadMiniflare = (): typeof import("miniflare") => require("miniflare");
