// A function of a table of words as data, read from its source. src/assets/phrase-data.ts says it
// again.
import type { PhraseData } from "../../src/assets/phrase-data.ts";

const FUNCTION = /^\(([^)]*)\) =>\s*([^{\s][\s\S]*)$/;

/** Undefined for a function that does what data cannot. */
export function toldOf(source: string): PhraseData | undefined {
  const [, names, body] = FUNCTION.exec(source) ?? [];
  if (names === undefined || body === undefined) return undefined;
  try {
    return read(body, partsOf(names.trim()));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Named one by one, or as fields of one object. */
function partsOf(names: string): ReadonlyMap<string, PhraseData> {
  const [, fields] = /^\{([^{}]*)\}$/.exec(names) ?? [];
  const listed = (fields ?? names).split(",").map((name) => name.trim());
  return new Map(
    listed.map((name, part): [string, PhraseData] => [
      name,
      fields === undefined ? { part } : { part: 0, field: name },
    ]),
  );
}

function read(body: string, parts: ReadonlyMap<string, PhraseData>): PhraseData {
  let rest = body;
  const told = conditional();
  if (rest.trim() !== "") throw new SyntaxError(rest);
  return told;

  /** Takes what the pattern finds next, behind blanks. */
  function next(pattern: RegExp): string | undefined {
    const [whole, found] = new RegExp(`^\\s*(${pattern.source})`).exec(rest) ?? [];
    rest = rest.slice(whole?.length ?? 0);
    return found;
  }

  function need(pattern: RegExp): string {
    const found = next(pattern);
    if (found === undefined) throw new SyntaxError(rest);
    return found;
  }

  function conditional(): PhraseData {
    const test = comparison();
    if (next(/\?(?![.?])/) === undefined) return test;
    const then = conditional();
    need(/:/);
    return { by: "if", of: [test, then, conditional()] };
  }

  function comparison(): PhraseData {
    const left = sum();
    const sign = next(/===|>(?!=)/) as "===" | ">" | undefined;
    return sign === undefined ? left : { by: sign, of: [left, sum()] };
  }

  function sum(): PhraseData {
    const left = value();
    return next(/\+/) === undefined ? left : { by: "+", of: [left, sum()] };
  }

  function value(): PhraseData {
    const one = single();
    if (next(/\.toLocaleString\(/) === undefined) return one;
    const language: PhraseData = JSON.parse(need(/"[\w-]+"/));
    const as = next(/,/) === undefined ? [] : [{ as: JSON.parse(need(/\{[^{}]*\}/).replaceAll(/\w+(?=:)/g, '"$&"')) }];
    need(/\)/);
    return { by: "local", of: [one, language, ...as] };
  }

  function single(): PhraseData {
    if (next(/\(/) !== undefined) return upToBracket();
    if (next(/new Date\(/) !== undefined) return { by: "date", of: [upToBracket()] };
    if (next(/Math\.abs\(/) !== undefined) return { by: "abs", of: [upToBracket()] };
    if (next(/Number\(/) !== undefined) return { by: "number", of: [upToBracket()] };
    if (next(/`/) !== undefined) return template();
    const literal = next(/"(?:[^"\\]|\\.)*"|\d+/);
    if (literal !== undefined) return JSON.parse(literal);
    const name = need(/\w+/);
    const part = name === "undefined" ? null : parts.get(name);
    if (part === undefined) throw new SyntaxError(name);
    return part;
  }

  function upToBracket(): PhraseData {
    const inner = conditional();
    need(/\)/);
    return inner;
  }

  function template(): PhraseData {
    const pieces: PhraseData[] = [];
    for (;;) {
      const [text = ""] = /^(?:[^`\\$]|\\.)*/.exec(rest) ?? [];
      rest = rest.slice(text.length);
      if (text !== "") pieces.push(JSON.parse(`"${text.replaceAll('"', '\\"')}"`));
      if (next(/`/) !== undefined) return { by: "join", of: pieces };
      need(/\$\{/);
      pieces.push(conditional());
      need(/\}/);
    }
  }
}
