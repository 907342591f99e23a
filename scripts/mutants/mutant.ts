// A mutant: a small change to one file that changes what the file does.

export interface Mutant {
  /** From the root of the project. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** The text there, and the text that replaces it. */
  readonly was: string;
  readonly is: string;
}

/** A mutant of a stretch of the file. */
export const mutantOf = (file: string, source: string, start: number, end: number, is: string): Mutant => ({
  file,
  start,
  end,
  was: source.slice(start, end),
  is,
});

/** The file with the change. */
export const mutated = (source: string, { start, end, is }: Mutant): string =>
  source.slice(0, start) + is + source.slice(end);

/** Names it in one line, with the number of the line in which it begins. */
export function nameOf({ file, start, was, is }: Mutant, source: string): string {
  const line = source.slice(0, start).split("\n").length;
  return `${file}:${line}  ${oneLine(was)}  =>  ${oneLine(is)}`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");
