// No files import each other in a circle, types included, so each can be read, moved and tested
// without the others. Nor do the folders of src and of the
// commands that lie beside each other, at any depth: a room is
// known by what it needs, and what needs it cannot be among that.

import { describe, expect, it } from "vitest";
import { importsOf, targetOf } from "../scripts/lib/imports.ts";
import { COMMANDS, SOURCES, TOOLS } from "./support/house/imports.ts";

type Sources = readonly (readonly [path: string, source: string])[];
type Arrow = readonly [from: string, to: string];

/** Each import of one file by another. */
const arrowsIn = (sources: Sources): readonly Arrow[] =>
  sources.flatMap(([path, source]) =>
    importsOf(source).flatMap((name): Arrow[] => {
      const target = targetOf(path, name);
      if (target === undefined) return [];
      // A file of types that imports code means the types of that code, as for the compiler.
      return [[path, path.endsWith(".d.ts") ? target.replace(/\.js$/, ".d.ts") : target]];
    }),
  );

/**
 * The two folders, side by side, that one file is in and the other: core's login and oidc for a
 * file of either. None for a file that lies next to the folder of the other: such files join rooms.
 */
function betweenFolders([path, target]: Arrow): Arrow[] {
  const [from, to] = [path.split("/"), target.split("/")];
  const depth = from.findIndex((part, at) => part !== to[at]) + 1;
  const folders = [from, to].filter((parts) => depth < parts.length).map((parts) => parts.slice(0, depth).join("/"));
  const [one, other] = folders;
  return one === undefined || other === undefined ? [] : [[one, other]];
}

/**
 * Returns a circle as the places on its way, ending with the first one again; undefined if there is
 * none.
 */
function circleIn(arrows: readonly Arrow[]): string[] | undefined {
  const targets = Map.groupBy(arrows, ([from]) => from);
  const done = new Set<string>();
  const walk = (place: string, way: readonly string[]): string[] | undefined => {
    const at = way.indexOf(place);
    if (at >= 0) return [...way.slice(at), place];
    if (done.has(place)) return undefined;
    for (const [, target] of targets.get(place) ?? []) {
      const circle = walk(target, [...way, place]);
      if (circle) return circle;
    }
    done.add(place);
    return undefined;
  };
  for (const place of targets.keys()) {
    const circle = walk(place, []);
    if (circle) return circle;
  }
  return undefined;
}

const circleOfFolders = (sources: Sources): string[] | undefined => circleIn(arrowsIn(sources).flatMap(betweenFolders));

/** Within one of src and the packages: src/app.ts mounts the console, which takes from src. */
const within = (folder: string): Sources => [...SOURCES, ...COMMANDS].filter(([path]) => path.startsWith(`${folder}/`));

describe("the tree", () => {
  it("has no circle of files", () => {
    expect(circleIn(arrowsIn([...SOURCES, ...TOOLS]))).toBeUndefined();
  });

  it.each(["src", "phone", "packages/console", "packages/commands"])("has no circle of folders in %s", (folder) => {
    expect(circleOfFolders(within(folder))).toBeUndefined();
  });
});

describe("the check finds", () => {
  it("a circle of three files, also by an import of types", () => {
    const circle = [
      ["src/a.ts", 'import { b } from "./rooms/b.ts";'],
      ["src/rooms/b.ts", 'import type { C } from "../c.tsx";'],
      ["src/c.tsx", 'export { a } from "./a.ts";'],
    ] as const;
    const tree = [
      ["src/d.ts", 'import { a } from "./a.ts";\nimport { b } from "./rooms/b.ts";'],
      ...circle.slice(0, 2),
    ] as const;
    expect(circleIn(arrowsIn([...tree, ...circle.slice(2)]))).toEqual([
      "src/a.ts",
      "src/rooms/b.ts",
      "src/c.tsx",
      "src/a.ts",
    ]);
    expect(circleIn(arrowsIn(tree))).toBeUndefined();
  });

  it("a circle of folders that no file is in, and none where a file joins folders beside it", () => {
    const rooms = [
      ["src/core/a/one.ts", 'import { x } from "../b/x.ts";'],
      ["src/core/b/deep/two.ts", 'import type { X } from "../../c/x.ts";'],
      ["src/core/join.ts", 'import { one } from "./a/one.ts";'],
      ["src/core/a/uses.ts", 'import { y } from "../y.ts";\nimport { z } from "./z/z.ts";'],
    ] as const;
    expect(circleOfFolders(rooms)).toBeUndefined();
    expect(circleOfFolders([...rooms, ["src/core/c/y.ts", 'import { one } from "../a/one.ts";']])).toEqual([
      "src/core/a",
      "src/core/b",
      "src/core/c",
      "src/core/a",
    ]);
  });
});
