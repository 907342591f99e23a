// Lists in YAML, element by element: js-yaml reads one at a time, since an export as a whole may be
// larger than memory. Its scalars are those of PyYAML, which puts a text into quotes where it could
// be taken for anything else.
import {
  constructFromEvents,
  defineScalarTag,
  EVENT_ID,
  type Event,
  FAILSAFE_SCHEMA,
  NOT_RESOLVED,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
} from "js-yaml";
import { UnreadableExport } from "../record.ts";
import { linesIn } from "./lines.ts";

export type Yaml = string | number | boolean | null | readonly Yaml[] | { readonly [key: string]: Yaml };

/** The elements of the lists of all documents, one by one, from pieces of their text. */
export function* readYamlLists(pieces: Iterable<string>): Generator<Yaml> {
  let lines: string[] = [];
  let first = 1;
  for (const line of linesIn(pieces)) {
    // The lines of an element are indented, all but the first one.
    if (/^[^\s#]/.test(line)) {
      yield* elementsOf(lines.join("\n"), first);
      first += lines.length;
      lines = [];
    }
    lines.push(line);
  }
  yield* elementsOf(lines.join("\n"), first);
}

/** @param first - the number of the text's first line in its file */
function elementsOf(text: string, first: number): readonly Yaml[] {
  const fail = (at: number, why: string): never => {
    throw new UnreadableExport(`Line ${first + text.slice(0, at).split(/\r\n?|\n/).length - 1}: ${why}.`);
  };
  try {
    const events = parseEvents(text, {});
    for (const event of events) refuse(event);
    const documents = constructFromEvents(events, { source: text, schema: SCHEMA }) as (Yaml | null)[];
    return documents.flatMap((list) => (list === null || Array.isArray(list) ? (list ?? []) : fail(0, NO_LIST)));
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    // The whole message quotes lines around the fault, and this one of a tag the text after a "!":
    // either may be a secret.
    return fail(error.mark?.position ?? 0, /\btag\b/.test(error.reason) ? UNSUPPORTED : error.reason);
  }

  function refuse(event: Event): void {
    // An alias repeats what stands at its anchor, so a few lines could become a list without end;
    // and no server writes a tag.
    if ("anchorStart" in event && event.anchorStart >= 0) fail(event.anchorStart, UNSUPPORTED);
    if ("tagStart" in event && event.tagStart >= 0) fail(event.tagStart, UNSUPPORTED);
    // js-yaml takes the number of a character that does not exist for another character's.
    if (event.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.DOUBLE_QUOTED)
      if (BEYOND_UNICODE.test(text.slice(event.valueStart, event.valueEnd)))
        fail(event.valueStart, "it has a character that does not exist");
  }
}

const UNSUPPORTED = "this kind of value is not supported";
const NO_LIST = "a list of tokens was expected";
const BEYOND_UNICODE = /(?<!\\)(?:\\\\)*\\U(?!000|0010)/;

/** A scalar without quotes that is not a text. */
const plain = <Value>(type: string, form: RegExp, read: (text: string) => Value) =>
  defineScalarTag<Value>(`tag:yaml.org,2002:${type}`, {
    implicit: true,
    resolve: (text) => (form.test(text) ? read(text) : NOT_RESOLVED),
    identify: () => false,
  });

const SCHEMA = FAILSAFE_SCHEMA.withTags(
  plain("null", /^(null|Null|NULL|~)?$/, () => null),
  plain("bool", /^(true|false)$/, (text) => text === "true"),
  // Longer ones, and those with zeros before them, would not be the same as texts again.
  plain("int", /^(0|-?[1-9]\d{0,14})$/, Number),
);
