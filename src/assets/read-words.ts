// Words whose texts are a file, which the first page or mail that has them reads. Of some the
// worker has the few phrases that no data can say.

import type { Phrases } from "../lib/words.ts";
import { type AssetName, readAsset } from "./asset.ts";
import { joinWords, type WordTexts } from "./join-words.ts";

const KEPT = new Map<AssetName, object>();

/** Two pages at once may both read the file: one must not wait for the request of another. */
export async function readWords<Words extends object>(
  bindings: unknown,
  file: AssetName,
  phrases?: () => Promise<{ readonly words: Phrases<Words> }>,
): Promise<Words> {
  const kept = KEPT.get(file) ?? (await joined());
  KEPT.set(file, kept);
  return kept as Words;

  async function joined(): Promise<object> {
    const texts: WordTexts = await (await readAsset(bindings, file)).json();
    return joinWords(texts, phrases === undefined ? {} : (await phrases()).words);
  }
}
