// What `npm run build:pages` makes, while it has not been run: without this `npx tsc -p .` has many errors in a fresh clone, and none
// names the cause. A pattern counts only for files that are missing, so what is built is held as before.
declare module "*/dist/assets.json" {
  // biome-ignore lint/suspicious/noExplicitAny: which files there are is not known, so none may be missing.
  const assets: Readonly<Record<`${string}.${"css" | "js" | "png" | "json" | "html"}`, any>>;
  export default assets;
}
declare module "*/dist/route-rules.ts" {
  export const rules: () => Readonly<Record<string, import("./src/http/route-rules.ts").RouteRules>>;
}
declare module "*.words.ts" {
  export const words: () => import("./src/web/words/book.ts").Words;
}
