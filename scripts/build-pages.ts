// Builds the pages' assets. The [build] of wrangler.toml runs it before each bundle; see ./lib/pages.ts.
import { buildPages } from "./lib/pages.ts";

await buildPages();
