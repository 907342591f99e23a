// What wrangler.toml's [build] runs before each bundle: see ./lib/pages.ts.
import { buildPages } from "./lib/pages.ts";

await buildPages();
