// No files import each other in a circle, types included, so each can be read, moved and tested without the others.

import { expect, it } from "vitest";
import { importsOf, targetOf } from "../scripts/lib/imports.ts";
import { SOURCES, TOOLS } from "./support/imports.ts";

/** Returns a circle as the files on its way, ending with the first one again; undefined if there is none. */
function circleIn(sources: readonly (readonly [path: string, source: string])[]): string[] | undefined {
  const known = new Set(sources.map(([path]) => path));
  // In a file of types, an import of .js is one of .d.ts, as for the compiler.
  const declared = (target: string) => target.replace(/\.js$/, ".d.ts");
  const imports = new Map(
    sources.map(([path, source]) => [
      path,
      importsOf(source)
        .map((name) => targetOf(path, name))
        .filter((target) => target !== undefined)
        .map((target) => (path.endsWith(".d.ts") && known.has(declared(target)) ? declared(target) : target)),
    ]),
  );
  const done = new Set<string>();
  const walk = (path: string, way: readonly string[]): string[] | undefined => {
    const at = way.indexOf(path);
    if (at >= 0) return [...way.slice(at), path];
    if (done.has(path)) return undefined;
    for (const target of imports.get(path) ?? []) {
      const circle = walk(target, [...way, path]);
      if (circle) return circle;
    }
    done.add(path);
    return undefined;
  };
  for (const path of imports.keys()) {
    const circle = walk(path, []);
    if (circle) return circle;
  }
  return undefined;
}

it("finds no circle", () => {
  expect(circleIn([...SOURCES, ...TOOLS])).toBeUndefined();
});

it("finds a circle of three files, also by an import of types", () => {
  const circle = [
    ["src/a.ts", 'import { b } from "./rooms/b.ts";'],
    ["src/rooms/b.ts", 'import type { C } from "../c.tsx";'],
    ["src/c.tsx", 'export { a } from "./a.ts";'],
  ] as const;
  const tree = [
    ["src/d.ts", 'import { a } from "./a.ts";\nimport { b } from "./rooms/b.ts";'],
    ...circle.slice(0, 2),
  ] as const;
  expect(circleIn([...tree, ...circle.slice(2)])).toEqual(["src/a.ts", "src/rooms/b.ts", "src/c.tsx", "src/a.ts"]);
  expect(circleIn(tree)).toBeUndefined();
});
