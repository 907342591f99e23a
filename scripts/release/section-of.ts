// The section of a version in CHANGELOG.md, which follows Keep a Changelog:
// `## [1.2.0] - 2027-01-31`.

export interface Section {
  readonly notes: string;
  /** Undefined for a word such as `unreleased`. */
  readonly day: string | undefined;
}

/** Undefined if there is no such section, or nothing in it. */
export function sectionOf(changelog: string, version: string): Section | undefined {
  const [heading, ...rest] =
    changelog
      .split(/^## /m)
      .find((part) => part.startsWith(`[${version}]`))
      ?.split("\n") ?? [];
  const notes = rest.join("\n").trim();
  if (heading === undefined || notes === "") return undefined;
  return { notes, day: / - (\d{4}-\d\d-\d\d)$/.exec(heading.trim())?.[1] };
}
