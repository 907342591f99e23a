// What `npm run setup` has to know: from its options, else asked on the terminal. Each answer is
// checked by the service's own rules, so that a bad one is refused before anything is made.
import { createInterface } from "node:readline/promises";
import { SETTINGS } from "../../src/config/table.ts";
import { readAccountName } from "../../src/core/admin/accounts/account-name.ts";
import { readArguments } from "../lib/arguments.ts";
import { CommandError } from "../lib/project.ts";
import { type DeployTarget, deployTarget } from "./target.ts";

interface SetupAnswers {
  readonly target: DeployTarget;
  readonly dryRun: boolean;
  /** What phones show. */
  readonly displayName: string;
  readonly publicUrl: string;
  /** Empty: without a jurisdiction. */
  readonly jurisdiction: string;
  /** Whether rows of the trail are to move to a bucket. */
  readonly archives: boolean;
  /** The name of the first administrator; empty if there is to be none. */
  readonly administrator: string;
}

const usage =
  "Usage: npm run setup -- [--env production|staging] [--name NAME] [--url URL] [--jurisdiction eu|us|none] [--archive yes|no] [--admin NAME|none] [--dry-run]";
const NONE = "none";

interface Question {
  readonly option: "name" | "url" | "jurisdiction" | "archive" | "admin";
  readonly words: string;
  /** The answer of an empty line; without one, the line must not be empty. */
  readonly otherwise?: string;
  /** Returns the answer as it is used, or undefined. */
  readonly read: (answer: string) => string | undefined;
  readonly must: string;
}

const QUESTIONS: readonly Question[] = [
  {
    option: "name",
    words: "Name of the service, as phones show it",
    read: (answer) => (answer === "" ? undefined : SETTINGS.serviceDisplayName.kind.read(answer)),
    must: SETTINGS.serviceDisplayName.kind.must,
  },
  {
    option: "url",
    words: "Its address. Phones keep it, so use a host of your own from the start: https://",
    read: (answer) =>
      SETTINGS.publicUrl.kind.read(answer.includes("://") ? answer.replace(/^http:/, "") : `https://${answer}`),
    must: "must be a host, or an https URL",
  },
  {
    option: "jurisdiction",
    words: "Where everything is stored and computed, for good: eu, us, or none for anywhere",
    otherwise: NONE,
    read: (answer) => ({ eu: "eu", us: "us", [NONE]: "" })[answer],
    must: "must be eu, us or none",
  },
  {
    option: "archive",
    words:
      "Move old rows of the audit trail to R2, so that no database fills up? It needs the Workers Paid plan: yes or no",
    otherwise: "yes",
    read: (answer) => ({ yes: "yes", no: "" })[answer],
    must: "must be yes or no",
  },
  {
    option: "admin",
    words: "Name of the first administrator, or none",
    otherwise: "admin",
    read: (answer) => (answer === NONE ? "" : readAccountName(answer).ok && !answer.includes(":") ? answer : undefined),
    must: "must have 1 to 200 characters, none of them a colon or a control character",
  },
];

const text = { type: "string" } as const;
const options = {
  env: text,
  name: text,
  url: text,
  jurisdiction: text,
  archive: text,
  admin: text,
  "dry-run": { type: "boolean" },
} as const;

export async function readAnswers(args: readonly string[]): Promise<SetupAnswers> {
  const config = { args: [...args], options } as const;
  const { values, target } = readArguments(usage, config, ({ values }) => ({
    values,
    target: deployTarget(values.env),
  }));
  const answers = new Map<string, string>();
  for (const question of QUESTIONS) {
    const option = values[question.option];
    const answer = option === undefined ? await ask(question) : question.read(option);
    if (answer === undefined) throw new CommandError(`--${question.option} ${question.must}. ${usage}`, 2);
    answers.set(question.option, answer);
  }
  return {
    target,
    dryRun: values["dry-run"] === true,
    displayName: answers.get("name") ?? "",
    publicUrl: answers.get("url") ?? "",
    jurisdiction: answers.get("jurisdiction") ?? "",
    archives: answers.get("archive") === "yes",
    administrator: answers.get("admin") ?? "",
  };
}

async function ask({ option, words, otherwise, read, must }: Question): Promise<string> {
  // A pipe holds the password, and must not be taken for an answer.
  if (!process.stdin.isTTY) throw new CommandError(`Give --${option}: nobody can be asked here. ${usage}`, 2);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (;;) {
      const line = (await terminal.question(`${words}${otherwise ? ` [${otherwise}]` : ""}: `)).trim();
      const answer = read(line || (otherwise ?? ""));
      if (answer !== undefined) return answer;
      process.stderr.write(`It ${must}.\n`);
    }
  } finally {
    terminal.close();
  }
}
