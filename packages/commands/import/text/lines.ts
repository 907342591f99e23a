/** A line may be as long as the file, so its pieces are joined once, at its end. */
export function* linesIn(pieces: Iterable<string>): Generator<string> {
  let line: string[] = [];
  for (const piece of pieces) {
    const [first = "", ...others] = piece.split("\n");
    line.push(first);
    for (const other of others) {
      yield line.join("");
      line = [other];
    }
  }
  const last = line.join("");
  if (last !== "") yield last;
}
