// A mutant: a small change of a text that stands in one file, by which that file says something else.

export interface Mutant {
  /** Below `src`. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** What stands there, and what stands there instead. */
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

/** In one line, with the number of the line that it begins in. */
export function nameOf({ file, start, was, is }: Mutant, source: string): string {
  const line = source.slice(0, start).split("\n").length;
  return `${file}:${line}  ${oneLine(was)}  =>  ${oneLine(is)}`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");
