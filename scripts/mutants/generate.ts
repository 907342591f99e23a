// All mutants of a source: of the SQL in its texts, and of the conditions in its code. An `if` that
// is never taken, an arm of `&&`, `||` and `? :` that stands alone, and a comparison that is
// turned.
import { parseAst } from "vite";
import { hidden, sqlChanges } from "./sql-mutants.ts";

/** A small change to one file that changes what the file does. */
export interface Mutant {
  /** From the root of the project. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** The text there, and the text that replaces it. */
  readonly was: string;
  readonly is: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly operator?: string;
  readonly left?: Node;
  readonly right?: Node;
  readonly test?: Node | null;
  readonly consequent?: Node;
  readonly alternate?: Node;
  readonly expressions?: readonly Node[];
  readonly value?: unknown;
}

const TURNED: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
};

const SQL = /\b(SELECT|INSERT|UPDATE|DELETE|WHERE|AND|OR|NOT|EXISTS)\b|generation = generation/;

export function mutantsOf(file: string, source: string): Mutant[] {
  const mutants = new Map<string, Mutant>();
  const add = (start: number, end: number, is: string) => {
    const was = source.slice(start, end);
    if (was !== is) mutants.set(`${start} ${end} ${is}`, { file, start, end, was, is });
  };
  const addSql = (start: number, sql: string) => {
    if (!SQL.test(sql)) return;
    for (const change of sqlChanges(sql)) add(start + change.start, start + change.end, change.is);
  };
  const text = ({ start, end }: Node): string => source.slice(start, end);

  /**
   * `decides`: whether an operator above, an `if` or a `? :` decides by this node, and is mutated
   * itself.
   */
  function visit(node: Node, decides = false): void {
    const { start, end, operator } = node;
    const { left, right, test, consequent, alternate } = node;
    switch (node.type) {
      case "LogicalExpression":
        if (operator === "??" || !left || !right) break;
        // Of `a && b && c` each is left out once: `c` here, `a` and `b` on the left.
        if (left.operator !== operator) add(start, end, text(right));
        add(start, end, text(left));
        break;
      case "BinaryExpression": {
        const turned = operator && TURNED[operator];
        if (!turned || !left || !right || (decides && !/[<>]/.test(turned))) break;
        const at = source.indexOf(operator, left.end);
        add(at, at + operator.length, turned);
        break;
      }
      case "IfStatement":
        if (test && test.operator !== "||") add(test.start, test.end, "false");
        break;
      case "ConditionalExpression":
        if (!consequent || !alternate) break;
        add(start, end, `(${text(consequent)})`);
        add(start, end, `(${text(alternate)})`);
        break;
      case "TemplateLiteral": {
        // What is between `${` and `}` is visited for itself.
        let sql = source.slice(start + 1, end - 1);
        for (const { start: from, end: to } of node.expressions ?? []) {
          const [begin, after] = [from - start - 1, to - start - 1];
          sql = sql.slice(0, begin) + "x".repeat(after - begin) + sql.slice(after);
        }
        addSql(start + 1, hidden(sql, /\$\{\s*x*\s*\}/g));
        break;
      }
      case "Literal":
        if (typeof node.value === "string") addSql(start + 1, source.slice(start + 1, end - 1));
        break;
    }
    for (const child of Object.values(node))
      for (const one of Array.isArray(child) ? child : [child])
        if (isNode(one)) visit(one, one === test || (node.type === "LogicalExpression" && operator !== "??"));
  }
  visit(parseAst(source, { lang: "ts" }) as unknown as Node);
  return [...mutants.values()].sort((a, b) => a.start - b.start);
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;
