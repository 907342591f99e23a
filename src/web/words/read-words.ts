// Words of which the worker has only the phrases with variable parts. Their texts are a file, which
// the first page that shows them reads.

import type { Context } from "hono";
import { type AssetName, readAsset } from "../../http/answer/asset.ts";
import { joinWords, type Phrases } from "../../lib/words.ts";

const KEPT = new Map<AssetName, object>();

/** Two pages at once may both read the file: one must not wait for the request of another. */
export async function readWords<Words extends object>(c: Context, file: AssetName, phrases: () => Promise<{ readonly words: Phrases<Words> }>): Promise<Words> {
  const kept = KEPT.get(file) ?? joinWords(await (await readAsset(c, file)).json(), (await phrases()).words);
  KEPT.set(file, kept);
  return kept as Words;
}
