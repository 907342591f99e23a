// A time on a page: UTC, until the page's script (src/web/client/live/times.ts) writes it in the
// reader's own zone and language.

interface TimeProps {
  readonly at: string | number | null | undefined;
  /** Shown if there is no time. */
  readonly none?: string;
  /** With seconds; with "today" for its day; or a narrow hour and minute, as charts need it. */
  readonly form?: "seconds" | "near" | "clock" | undefined;
}

export const Time = ({ at, none = "", form }: TimeProps) => {
  const date = new Date(typeof at === "string" && !/Z|[+-]\d\d:?\d\d$|GMT$/.test(at) ? `${at}Z` : (at ?? Number.NaN));
  if (Number.isNaN(date.getTime())) return none === "" ? null : <span>{none}</span>;
  const iso = date.toISOString();
  const text = `${iso.slice(0, form === "seconds" ? 19 : 16).replace("T", " ")} UTC`;
  return (
    <time datetime={iso} data-form={form}>
      {form === "clock" ? iso.slice(11, 16) : text}
    </time>
  );
};
