// What became of the items of a job, in numbers. For the check of a file: what it would change.

import { Breakable, Card, corner, type JobJson, Table } from "../../../src/for-console.ts";
import type { ConsoleWords } from "../words/words.ts";

interface Props {
  readonly words: ConsoleWords["jobs"];
  readonly job: JobJson;
}

/** A check names zeros as well: "no line is faulty" is the reason to go on. */
const OF_A_CHECK = ["made", "changed", "unchanged"] as const;

/** Shows nothing for a job that an earlier release began, which counted nothing. */
export const OutcomeCounts = ({ words, job }: Props) => {
  const { outcomes, fields, links, failed, dry_run: isCheck } = job;
  const makesLinks = job.kind === "users" && !isCheck && links > 0;
  const all = Object.keys(outcomes) as (keyof typeof words.outcomes)[];
  // A job for links was not meant to change anybody.
  const codes = isCheck ? OF_A_CHECK : all.filter((code) => job.action !== "links" || code !== "unchanged");
  if (Object.keys(outcomes).length === 0 && failed === 0) return null;
  const ofFields = Object.entries(fields).map(
    ([field, count]) => `${words.fields[field as keyof typeof words.fields]} ${words.number(count)}`,
  );
  const parts = codes.map((code) => {
    const text = `${words.number(outcomes[code] ?? 0)} ${words.outcomes[code]}`;
    return code === "changed" && ofFields.length > 0 ? `${text} (${ofFields.join(", ")})` : text;
  });
  return (
    <>
      <p>
        {[
          ...parts,
          ...(makesLinks ? [`${words.number(links)} ${words.outcomes.link}`] : []),
          ...(isCheck ? [`${words.number(failed)} ${words.faulty}`] : []),
        ].join(" · ")}
      </p>
      {isCheck && <p>{words.getLinks(links)}</p>}
    </>
  );
};

/** By these people see that a column was not taken for another one, such as a name for a login. */
export const FirstLines = ({ words, job }: Props) => (
  <Table
    caption={words.first.title(job.first.length)}
    head={[
      words.first.login,
      corner(words.first.outcome),
      words.first.name,
      words.first.email,
      words.first.realm,
      words.first.groups,
      words.line,
    ]}
    rows={job.first.map(({ line, user, realm, name, email, groups, outcome }) => [
      user || "–",
      words.outcomes[outcome as keyof typeof words.outcomes] ?? words.faulty,
      ...[name, email, realm, groups, String(line)],
    ])}
  />
);

/** The first users whom the file would change: each attribute as it is, and as the file has it. */
export const Changes = ({ words, job }: Props) => (
  <Card title={words.changes(job.changes.length, job.outcomes.changed ?? 0)}>
    <Table
      caption={words.change}
      captionUnseen
      head={[words.line, words.who, words.change]}
      rows={job.changes.map(({ line, user, realm, fields }) => [
        String(line),
        <Breakable text={`${user} · ${realm}`} />,
        fields.map(({ field, old, new: now }) => (
          <div>
            {words.fields[field]}: <Breakable text={old === null ? words.hidden : old || "–"} /> →{" "}
            <Breakable text={now} />
          </div>
        )),
      ])}
    />
  </Card>
);
