// Words that are a file, which the first page or mail that has them reads.

import { type AssetName, readAsset } from "./asset.ts";
import { wordsOfTexts } from "./words-of-texts.ts";

const KEPT = new Map<AssetName, object>();

/** Two pages at once may both read the file: one must not wait for the request of another. */
export async function readWords<Words extends object>(bindings: unknown, file: AssetName): Promise<Words> {
  const kept = KEPT.get(file) ?? wordsOfTexts(await (await readAsset(bindings, file)).json());
  KEPT.set(file, kept);
  return kept as Words;
}
