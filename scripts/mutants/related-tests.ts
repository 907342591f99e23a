// The tests that may notice a change of a file, the likeliest first, so that no list of them has to
// follow each move. A test is related to a file over the imports, and by the words of both paths:
// test/http/guessing/lock.test.ts reaches src/storage/tokens/lock.ts only through the whole worker,
// and so does every other test.
import { basename, dirname } from "node:path/posix";
import { importsOf, targetOf } from "../lib/imports.ts";

/** A file that imports more than this joins rooms. Whatever depends on it depends on everything. */
const MAX_IMPORTS = 20;

/** From here on, a distance says nothing. */
const MAX_DISTANCE = 8;

/**
 * How far a test is from the files whose folder it shares, when it has the name of none of them.
 */
const BESIDE = 3;

/** What a word that both paths have is worth. */
const WORD = 2;

/** The distance of each user of a file. */
type Users = Map<string, number>;

/**
 * @param sources - the text of each file by its path from the root: src, and the tests with all
 * that they import
 * @returns for a path, the paths of the tests
 */
export function createRelatedTests(sources: ReadonlyMap<string, string>): (file: string) => readonly string[] {
  const tests = [...sources.keys()].filter((path) => path.endsWith(".test.ts"));
  const imports = new Map(
    [...sources].map(([path, text]) => [path, importsOf(text).flatMap((name) => targetOf(path, name) ?? [])]),
  );
  const joins = (path: string) => /^(src|packages)\//.test(path) && (imports.get(path)?.length ?? 0) > MAX_IMPORTS;
  const users = usersOf(tests, imports, joins);

  return (file) => {
    const distances = distancesFrom(file, users, joins);
    const words = wordsOf(file);
    const rank = (test: string) => {
      const shared = wordsOf(test).filter((word) => words.includes(word)).length;
      return Math.min(distances.get(test) ?? MAX_DISTANCE, MAX_DISTANCE) - WORD * shared;
    };
    return tests
      .map((test) => ({ test, rank: rank(test) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ test }) => test);
  };
}

function usersOf(
  tests: readonly string[],
  imports: ReadonlyMap<string, readonly string[]>,
  joins: (path: string) => boolean,
): ReadonlyMap<string, Users> {
  const users = new Map<string, Users>();
  const add = (file: string, user: string, distance: number) => {
    const own = users.get(file) ?? new Map();
    users.set(file, own.set(user, Math.min(distance, own.get(user) ?? distance)));
  };
  for (const [path, targets] of imports)
    for (const target of targets) {
      add(target, path, 1);
      // No flow imports the storage that it uses, but both import the port between them.
      if (target.startsWith("src/core/ports/") && path.startsWith("src/storage/") && !joins(path)) add(path, target, 1);
    }
  const inFolder = Map.groupBy(tests, (test) => dirname(test));
  const stemOf = (path: string) => basename(path).replace(/\..*/, "");
  for (const path of imports.keys())
    for (const test of inFolder.get(dirname(path).replace(/^src/, "test")) ?? [])
      add(path, test, stemOf(path) === stemOf(test) ? 0 : BESIDE);
  return users;
}

/** The shortest distance of each file to this one, but not over one that joins rooms. */
function distancesFrom(file: string, users: ReadonlyMap<string, Users>, joins: (path: string) => boolean): Users {
  const distances: Users = new Map([[file, 0]]);
  for (let distance = 0; distance < MAX_DISTANCE; distance++)
    // A map is walked over with what is added meanwhile: those at no distance from one another.
    for (const [path, at] of distances) {
      if (at !== distance || (joins(path) && path !== file)) continue;
      for (const [user, further] of users.get(path) ?? [])
        if (at + further < (distances.get(user) ?? MAX_DISTANCE)) distances.set(user, at + further);
    }
  return distances;
}

/** They stand for the form of a file and not for what it is about. */
const GENERAL = new Set("src test ts storage core http web store row list look object way of".split(" "));

/** In the singular. */
const wordsOf = (path: string): string[] => {
  const words = path.split(/\W/).map((word) => word.replace(/ies$/, "y").replace(/s$/, ""));
  return [...new Set(words)].filter((word) => !GENERAL.has(word));
};
