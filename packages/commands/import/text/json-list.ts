// The elements of a list in JSON, one by one from pieces of its text. As a whole, a list of a
// hundred thousand tokens takes many times the memory of its text.
import { UnreadableExport } from "../record.ts";

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_MAPPING, CLOSE_MAPPING] = [0x5b, 0x5d, 0x7b, 0x7d];

/** @throws UnreadableExport, with this message, at what is not JSON. */
export function* readJsonList(pieces: Iterable<string>, message: string): Generator<unknown> {
  // Between the elements only the depth of brackets and quotes has to be known: JSON.parse reads
  // each of them.
  let [text, depth, isQuoted, isEscaped] = ["", 0, false, false];
  let place: "before" | "inside" | "behind" = "before";
  let count = 0;
  for (const piece of pieces) {
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const char = piece.charCodeAt(at);
      if (isQuoted) {
        if (isEscaped) isEscaped = false;
        else if (char === BACKSLASH) isEscaped = true;
        else if (char === QUOTE) isQuoted = false;
      } else if (char === QUOTE) isQuoted = true;
      else if (char === OPEN_LIST || char === OPEN_MAPPING) {
        if (depth++ > 0) continue;
        if (place !== "before" || char !== OPEN_LIST || (text + piece.slice(0, at)).trim() !== "")
          throw new UnreadableExport(message);
        [text, from, place] = ["", at + 1, "inside"];
      } else if (char === CLOSE_LIST || char === CLOSE_MAPPING) {
        if (--depth > 0) continue;
        if (place !== "inside" || char !== CLOSE_LIST) throw new UnreadableExport(message);
        text += piece.slice(from, at);
        if (count > 0 || text.trim() !== "") yield parsed(text, message);
        [text, from, place] = ["", at + 1, "behind"];
      } else if (char === COMMA && depth === 1) {
        yield parsed(text + piece.slice(from, at), message);
        [text, from] = ["", at + 1];
        count++;
      }
    }
    text += piece.slice(from);
  }
  if (place !== "behind" || text.trim() !== "") throw new UnreadableExport(message);
}

function parsed(text: string, message: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Its message quotes the text, which has secrets.
    throw new UnreadableExport(message);
  }
}
