// CSV after RFC 4180, read piece by piece, so that a file of any size takes little memory. The
// first line names the columns. `\N` and an empty cell without quotes, by which databases write
// NULL, are null.

type CsvRow = Readonly<Record<string, string | null>>;

/** Rows with the number of the line on which each begins. */
export function* readCsvRows(pieces: Iterable<string>): Generator<{ readonly line: number; readonly row: CsvRow }> {
  let columns: readonly string[] | undefined;
  for (const { line, cells } of readCells(pieces)) {
    if (!columns) columns = cells.map((cell) => (cell ?? "").trim());
    else if (cells.length > 1 || cells[0] !== null)
      yield { line, row: Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? null])) };
  }
}

interface Cells {
  readonly line: number;
  readonly cells: readonly (string | null)[];
}

function* readCells(pieces: Iterable<string>): Generator<Cells> {
  let [line, begun, cell, inQuotes, wasQuoted] = [1, 1, "", false, false];
  let [cells, isFirst, pending]: [(string | null)[], boolean, string] = [[], true, ""];
  const endCell = () => {
    cells.push(!wasQuoted && (cell === "" || cell === "\\N") ? null : cell);
    [cell, wasQuoted] = ["", false];
  };
  function* read(text: string): Generator<Cells> {
    for (let at = 0; at < text.length; at++) {
      const sign = text[at];
      if (sign === "\n") line++;
      if (inQuotes) {
        if (sign !== '"') cell += sign;
        else if (text[at + 1] === '"') cell += text[at++];
        else inQuotes = false;
      } else if (sign === '"' && cell === "" && !wasQuoted) [inQuotes, wasQuoted] = [true, true];
      else if (sign === ",") endCell();
      else if (sign === "\n") {
        endCell();
        yield { line: begun, cells };
        [cells, begun] = [[], line];
      } else if (sign !== "\r" || text[at + 1] !== "\n") cell += sign;
    }
  }
  for (const piece of pieces) {
    let text = pending + (isFirst ? piece.replace(/^\ufeff/, "") : piece);
    isFirst = false;
    // Quotes and returns at the end can only be understood with the character behind them.
    pending = /["\r]+$/.exec(text)?.[0] ?? "";
    text = text.slice(0, text.length - pending.length);
    yield* read(text);
  }
  yield* read(pending);
  if (cell !== "" || cells.length > 0 || wasQuoted) {
    endCell();
    yield { line: begun, cells };
  }
}
