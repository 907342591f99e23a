// The texts of the project's files, for the tests that read sources and documents. As modules of
// Vite (with `?raw`) each of some two thousand would be resolved, made and sent by itself, in every
// run. vitest.config.ts has the other side.

import { env } from "cloudflare:workers";

const { FILES } = env as unknown as { readonly FILES: Fetcher };

/** The files that the globs name, by their paths from the root of the project. */
export async function textsOf(...globs: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const response = await FILES.fetch("http://files/", { method: "POST", body: JSON.stringify(globs) });
  return response.json();
}
