// Mutants of a piece of SQL: a condition that always holds, or one of an OR that never does; a
// bound that includes what it left out, or the other way round; a generation that stays. It reads
// words and parentheses and knows no more of SQL, which is enough for the way that src/storage is
// written.

interface Change {
  /** Its place in the text. */
  readonly start: number;
  readonly end: number;
  readonly is: string;
}

/** The words that can stand before a condition or end one. */
const WORD =
  /\b(CASE|WHERE|ON(?! CONFLICT)|HAVING|WHEN|AND|OR|THEN|ELSE|END|RETURNING|ORDER|GROUP|LIMIT|UNION|SELECT|FROM|(?:LEFT )?JOIN|SET|ON CONFLICT)\b|[(),]/g;
const OPENS = /^(WHERE|ON|HAVING|WHEN|AND|OR)$/;

/**
 * `sql`: as in the source, but with a letter in place of each character that is not SQL (`hidden`).
 */
export function sqlChanges(sql: string): Change[] {
  const bare = hidden(sql, /'[^']*'/g);
  const bounds = [...bare.matchAll(/ (<=?|>=?) /g)].map(({ index, 1: bound = "" }) => ({
    start: index + 1,
    end: index + 1 + bound.length,
    is: bound.length === 1 ? `${bound}=` : bound.slice(0, 1),
  }));
  const generations = [...bare.matchAll(/generation = generation \+ 1/g)].map(({ index, 0: text }) => ({
    start: index,
    end: index + text.length,
    is: "generation = generation",
  }));
  return [...conditions(bare), ...bounds, ...generations];
}

/** Keeps the length, so that places stay the same. */
export const hidden = (text: string, what: RegExp): string => text.replace(what, (match) => "x".repeat(match.length));

/** Each condition at each depth. */
function conditions(sql: string): Change[] {
  const changes: Change[] = [];
  /**
   * For each open parenthesis: the start of a stretch that may be a condition, and the word before
   * it. For each open CASE in there: whether it compares a value. Values then follow its WHENs, not
   * conditions.
   */
  const open: { start: number; opener: string; ofValue: boolean[] }[] = [{ start: 0, opener: "(", ofValue: [] }];
  const close = (end: number, closer: string) => {
    const { start, opener } = open.at(-1) ?? { start: 0, opener: "" };
    const isCondition = closer !== "CASE" && (OPENS.test(opener) || closer === "AND" || closer === "OR");
    const text = sql.slice(start, end);
    const from = start + (text.length - text.trimStart().length);
    const to = from + text.trim().length;
    if (!isCondition || to <= from || text.trim() === "true") return;
    changes.push({ start: from, end: to, is: opener === "OR" || closer === "OR" ? "false" : "true" });
  };
  for (const { index, 0: word } of sql.matchAll(WORD)) {
    if (word === "(") open.push({ start: index + 1, opener: "(", ofValue: [] });
    else if (word === ")") {
      close(index, ")");
      open.pop();
    } else {
      const here = open.at(-1);
      // `BETWEEN a AND b` is one condition.
      if (!here || (word === "AND" && /\bBETWEEN\b(?!.*\bAND\b)/s.test(sql.slice(here.start, index)))) continue;
      close(index, word);
      const { ofValue } = here;
      if (word === "CASE") ofValue.push(false);
      if (word === "WHEN" && here.opener === "CASE" && sql.slice(here.start, index).trim() !== "")
        ofValue.splice(-1, 1, true);
      if (word === "END") ofValue.pop();
      Object.assign(here, { start: index + word.length, opener: word === "WHEN" && ofValue.at(-1) ? "(" : word });
    }
  }
  close(sql.length, "");
  return changes;
}
