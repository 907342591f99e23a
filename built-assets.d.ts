// The pages' assets while `npm run build:pages` has not made them: without this `npx tsc -p .` has seventeen errors in a fresh clone, and
// none names the cause. A pattern counts only for files that are missing, so the names of built assets are held as before.
declare module "*/dist/assets.json" {
  // biome-ignore lint/suspicious/noExplicitAny: which scripts there are is not known, so none may be missing.
  const assets: Readonly<Record<`${string}.css` | `${string}.js`, any>>;
  export default assets;
}
declare module "*.words.ts" {
  export const words: import("./src/web/words/book.ts").Words;
}
declare module "*.console-words.ts" {
  export const words: import("./packages/console/words/book.ts").ConsoleWords;
}
