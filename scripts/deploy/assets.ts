// Whether wrangler.toml says how the worker gets its files. A copy from a version without them
// would deploy a worker whose sign-in has no stylesheet and whose console is 503.
import type { Unstable_Config as Config } from "wrangler";

/** `run_worker_first`: or Cloudflare would give out files that are for the worker alone. */
const NEEDED = { directory: "dist/assets", binding: "ASSETS", run_worker_first: true, html_handling: "none" } as const;

/** What is wrong, with the lines to write; undefined if nothing is. */
export function assetsFault({ assets }: Pick<Config, "assets">, targetName: string): string | undefined {
  const isAsNeeded = Object.entries(NEEDED).every(([key, value]) => {
    const found = assets?.[key as keyof typeof NEEDED];
    return key === "directory" ? /(^|\/)dist\/assets\/?$/.test(String(found)) : found === value;
  });
  if (isAsNeeded) return undefined;
  const lines = Object.entries(NEEDED).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return `The pages of ${targetName} would be broken: wrangler.toml needs the table [assets] with the lines ${lines.join(" and ")}.`;
}
