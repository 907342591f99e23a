// A time on a page.

interface TimeProps {
  readonly at: string | number | null | undefined;
  /** Shown if there is no time. */
  readonly none?: string;
  /** Leaves out the seconds, where many times stand below each other. */
  readonly minutes?: boolean;
}

/** A time in UTC, in a form that every reader understands in the same way. */
export const Time = ({ at, none = "", minutes = false }: TimeProps) => {
  const date = new Date(typeof at === "string" && !/Z|[+-]\d\d:?\d\d$|GMT$/.test(at) ? `${at}Z` : (at ?? Number.NaN));
  if (Number.isNaN(date.getTime())) return none === "" ? null : <span>{none}</span>;
  const iso = date.toISOString();
  return <time datetime={iso}>{iso.slice(0, minutes ? 16 : 19).replace("T", " ")}</time>;
};
