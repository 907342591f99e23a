// Builds the pages' assets. The [build] of wrangler.toml runs it before each bundle; see
// ./assets.ts.
import { buildPages } from "./assets.ts";

await buildPages();
