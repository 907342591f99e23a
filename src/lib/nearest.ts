// Finds the known name that a mistyped name was probably meant to be.

/** Ignores case and separators: `User` and `transactionid` are only spelled differently. */
const plain = (name: string): string => name.toLowerCase().replace(/[_.-]/g, "");

/** A name of so many letters may be another one cut short, as `user` is of `username`. */
const MIN_STEM_LETTERS = 4;

/** Two changes turn a short name into any other short name, so a short name is allowed only one. */
const mostChanges = (name: string): number => (name.length > 5 ? 2 : 1);

/** Undefined when no name is near. The time grows with the lengths of the names, so bound them. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  const wanted = plain(name);
  let best: string | undefined;
  let fewest = mostChanges(wanted) + 1;
  for (const candidate of names) {
    const plainly = plain(candidate);
    // So many letters are to insert or delete at the least.
    if (Math.abs(plainly.length - wanted.length) >= fewest) continue;
    const changes = distance(wanted, plainly);
    if (changes < fewest) [best, fewest] = [candidate, changes];
  }
  return best ?? [...names].find((candidate) => isStem(wanted, plain(candidate)) || isStem(plain(candidate), wanted));
}

const isStem = (stem: string, name: string): boolean => stem.length >= MIN_STEM_LETTERS && name.startsWith(stem);

/** Counts letters to insert, delete, replace or swap with their neighbour (string alignment). */
function distance(from: string, to: string): number {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const line = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const changed = (above[column - 1] ?? 0) + (same ? 0 : 1);
      const swapped =
        from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1] && row > 1
          ? (before[column - 2] ?? 0) + 1
          : changed;
      line.push(Math.min(changed, swapped, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    [before, above] = [above, line];
  }
  return above[to.length] ?? 0;
}
