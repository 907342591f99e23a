// The part of YAML 1.1 that PyYAML writes for a list of mappings: block lists and mappings, plain, single- and double-quoted scalars
// that may be folded over several lines, and empty flow collections. Anything else is refused with its line, never guessed at.
// A scalar in quotes is a text, and so is a plain one, but null, the empty one, true, false and
// whole numbers: PyYAML puts texts that look like these into quotes.

import { linesIn } from "./lines.ts";

export class YamlError extends Error {}

export type Yaml = string | number | boolean | null | readonly Yaml[] | { readonly [key: string]: Yaml };

interface Line {
  readonly number: number;
  readonly indent: number;
  readonly text: string;
}

/** The elements of the lists of all documents, one by one, from pieces of their text. */
export function* readYamlLists(pieces: Iterable<string>): Generator<Yaml> {
  const reader = new Reader(pieces);
  while (reader.line) {
    const { text, indent } = reader.line;
    if (/^(---|\.\.\.)(\s|$)/.test(text) && indent === 0) reader.next();
    else if (text === "[]") reader.next();
    else if (isElement(text)) yield reader.element();
    else reader.fail("a list of tokens was expected");
  }
}

/** Tokens are three levels deep, of two spaces each. */
const MAX_INDENT = 100;

const isElement = (text: string): boolean => text === "-" || text.startsWith("- ");

/** A key, a colon, and what stands behind it. Keys of exports are plain, or quoted in one line. */
const KEY = /^(?:'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)"|([^\s'"[\]{}#&*!|>%@`,-][^:#]*?|[^\s:#]+)):(?:\s+(.*))?$/s;

function* yamlLines(pieces: Iterable<string>): Generator<string> {
  let isFirst = true;
  for (const line of linesIn(pieces)) {
    yield* (isFirst ? line.replace(/^\ufeff/, "") : line).replace(/\r$/, "").split("\r");
    isFirst = false;
  }
}

class Reader {
  readonly #lines: Iterator<string>;
  /** The number of lines that were taken. */
  #at = 0;
  line: Line | undefined;

  constructor(pieces: Iterable<string>) {
    this.#lines = yamlLines(pieces);
    this.next();
  }

  fail(why: string): never {
    throw new YamlError(`Line ${this.line?.number ?? this.#at}: ${why}.`);
  }

  #take(): string | undefined {
    const { done, value } = this.#lines.next();
    if (done) return undefined;
    this.#at++;
    return value;
  }

  /** Goes to the next line that is neither empty nor a comment. */
  next(): void {
    for (;;) {
      const text = this.#take();
      if (text === undefined) {
        this.line = undefined;
        return;
      }
      const trimmed = text.trim();
      if (trimmed === "" || trimmed.startsWith("#")) continue;
      this.line = { number: this.#at, indent: text.length - text.trimStart().length, text: trimmed };
      return;
    }
  }

  /** The element of a list at the present line, whose indent is that of its dash. */
  element(): Yaml {
    const { indent, text } = this.line as Line;
    const rest = text.slice(1).trimStart();
    if (rest === "") {
      this.next();
      return this.line && this.line.indent > indent ? this.block() : null;
    }
    const inner = indent + text.length - rest.length;
    if (isElement(rest) || KEY.test(rest)) {
      this.line = { ...(this.line as Line), indent: inner, text: rest };
      return this.block();
    }
    return this.scalar(rest, indent);
  }

  /** The list or mapping that begins at the present line. */
  block(): Yaml {
    const { indent, text } = this.line as Line;
    // Each level is indented further, and takes a call.
    if (indent > MAX_INDENT) this.fail("it is nested too deeply");
    if (isElement(text)) {
      const list: Yaml[] = [];
      while (this.line && this.line.indent === indent && isElement(this.line.text)) list.push(this.element());
      return list;
    }
    const mapping: Record<string, Yaml> = {};
    while (this.line && this.line.indent === indent && !isElement(this.line.text)) {
      const [, single, double, plain = "", value = ""] = KEY.exec(this.line.text) ?? this.fail("a key was expected");
      const key = single?.replaceAll("''", "'") ?? (double === undefined ? plain : this.unescape(double));
      // `__proto__` would be no key of its own.
      Object.defineProperty(mapping, key, {
        value: this.value(value, indent),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return mapping;
  }

  /** What stands behind a key of this indent, or in the lines below it. */
  value(text: string, indent: number): Yaml {
    if (text !== "") return this.scalar(text, indent);
    this.next();
    const below = this.line;
    if (!below) return null;
    // PyYAML does not indent the dashes of a list below its key.
    if (below.indent > indent || (below.indent === indent && isElement(below.text)))
      return KEY.test(below.text) || isElement(below.text) ? this.block() : this.scalar(below.text, indent);
    return null;
  }

  /** A scalar that begins with this text, and goes on in lines that are indented further than `indent`. */
  scalar(text: string, indent: number): Yaml {
    if (text === "[]" || text === "{}") {
      this.next();
      return text === "[]" ? [] : {};
    }
    const [first = ""] = text;
    if (first === "'" || first === '"') return this.quoted(text, first);
    if (/^[[{|>&*!%@`]/.test(text)) this.fail("this kind of value is not supported");
    let all = text;
    for (;;) {
      const gap = this.#at;
      this.next();
      if (!this.line || this.line.indent <= indent) break;
      all += folded(this.#at - gap - 1) + this.line.text;
    }
    return plain(all.replace(/\s+#.*$/, ""));
  }

  quoted(text: string, quote: string): string {
    const end = quote === "'" ? /^((?:[^']|'')*)'\s*(?:#.*)?$/s : /^((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/s;
    let all = text.slice(1);
    for (;;) {
      const found = end.exec(all);
      if (found) {
        this.next();
        const inner = found[1] ?? "";
        return quote === "'" ? inner.replaceAll("''", "'") : this.unescape(inner);
      }
      // Lines of a scalar are looked at as they are: an empty one is a line break, and none is a comment.
      let empty = 0;
      let next = this.#take();
      for (; next !== undefined && next.trim() === ""; next = this.#take()) empty++;
      if (next === undefined) this.fail("a quoted text does not end");
      const escaped = quote === '"' && /(^|[^\\])(\\\\)*\\$/.test(all);
      all = escaped
        ? all.slice(0, -1) + "\n".repeat(empty) + next.trimStart()
        : all.trimEnd() + folded(empty) + next.trimStart();
    }
  }

  unescape(text: string): string {
    return text.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)/gs, (_, code: string) => {
      if (code.length > 1) {
        const point = Number.parseInt(code.slice(1), 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : this.fail(`\\${code} is no character`);
      }
      return Object.hasOwn(ESCAPES, code) ? (ESCAPES[code] ?? "") : this.fail(`\\${code} is no escape`);
    });
  }
}

function plain(text: string): Yaml {
  if (/^(null|Null|NULL|~)?$/.test(text)) return null;
  if (text === "true" || text === "false") return text === "true";
  // Longer ones, and those with zeros before them, would not be the same as texts again.
  return /^(0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

const folded = (emptyLines: number): string => (emptyLines === 0 ? " " : "\n".repeat(emptyLines));

const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};
