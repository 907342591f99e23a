// Has the frames of an error name the lines of our files. vitest 5.1 writes the source map of a
// module behind its code, into one file, and the pool of @cloudflare/vitest-plugin 1.5.0 hands the
// worker all of that as code. Without a map a frame names the line of the code that was made of the
// file, which has neither types nor most comments. `fsModuleCache: false` would mend it as well,
// and every run would begin by making the code of every module again.

interface Module {
  readonly meta?: { readonly code?: string; sourceMap?: string | undefined };
}
interface Modules {
  getModuleById(id: string): Module | undefined;
  getModuleSourceMapById(id: string): unknown;
}
declare const __vitest_worker__: { readonly evaluatedModules: Modules };

const BEFORE_MAP = "\n//# vitestSourceMap=";

const { evaluatedModules } = __vitest_worker__;
const { getModuleSourceMapById }: Modules = Object.getPrototypeOf(evaluatedModules);

evaluatedModules.getModuleSourceMapById = (id) => {
  const { meta } = evaluatedModules.getModuleById(id) ?? {};
  // The last one: the text of the map has no line breaks.
  if (meta && meta.sourceMap === undefined) meta.sourceMap = meta.code?.split(BEFORE_MAP).slice(1).at(-1);
  return getModuleSourceMapById.call(evaluatedModules, id);
};
