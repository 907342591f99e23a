// Collects every statement that src and the commands prepare for D1 while the tests run, and asks
// SQLite for the plans of those that it has not explained yet. It hooks the classes of the binding,
// so the worker, its objects and ports that tests make all pass here.

import { env } from "cloudflare:workers";
import { PLAN_EXCEPTIONS } from "./plan-exceptions.ts";
import { growing, growingParts, type PlanRow, parametersIn, writtenValues } from "./plans.ts";

interface Prepares {
  prepare(sql: string): D1PreparedStatement;
}

/** By their text. */
const seen = new Set<string>();
const explained = new Set<string>();
let hooked = false;

/** Files share the worker and its classes, so this hooks them once. */
export function collectStatements(): void {
  if (hooked) return;
  hooked = true;
  for (const of of [env.DB, env.DB.withSession("first-unconstrained")]) {
    const binding = Object.getPrototypeOf(of) as Prepares;
    const { prepare } = binding;
    binding.prepare = function (this: Prepares, sql) {
      if (!seen.has(sql) && isOurs(callers())) seen.add(sql);
      return prepare.call(this, sql);
    };
  }
}

/**
 * The files of the calls that led here. The text of a stack would cost more than most statements,
 * since it has the lines of our files.
 */
function callers(): readonly string[] {
  const { prepareStackTrace } = Error;
  let files: readonly string[] = [];
  Error.prepareStackTrace = (_, calls) => {
    files = calls.map((call) => call.getFileName() ?? "");
  };
  // Reading the stack has it made.
  void new Error().stack;
  Error.prepareStackTrace = prepareStackTrace;
  return files;
}

/**
 * The statements of tests are not under test. So the call that led to `prepare` counts, behind the
 * files that only pass it on.
 */
function isOurs(files: readonly string[]): boolean {
  const caller = files.find(
    (file) =>
      /\/(src|test|packages\/commands)\//.test(file) &&
      !/\/(watched-plans|test\/support\/bindings|src\/storage\/sql\/sql(\.mutant-\w+)?)\.m?ts/.test(file),
  );
  return caller !== undefined && /\/(src|packages\/commands)\//.test(caller) && !caller.includes("/test/");
}

/** Explains what was collected since the last call, and gives the offences. */
export async function offences(): Promise<string[]> {
  const fresh = [...seen].filter((sql) => !explained.has(sql));
  if (fresh.length === 0) return [];
  const { results: named } = await env.DB.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{
    name: string;
  }>();
  const tables = growing(named.map(({ name }) => name));
  // A file may end with another schema than the newest. Its statements then wait for the next file.
  if (!tables.includes("token")) return [];
  // A statement of a mutant may be no SQL, and then nothing of the batch is explained. It is marked
  // before, so that it fails the file that has sent it and no file of the next mutants, which would
  // all seem to be noticed.
  for (const sql of fresh) explained.add(sql);
  const plans = await env.DB.batch<PlanRow>(
    fresh.map((sql) =>
      env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind(...Array.from({ length: parametersIn(sql) }, () => null)),
    ),
  );
  return fresh.flatMap((sql, index) => {
    const parts = [...writtenValues(sql), ...growingParts(sql, plans[index]?.results ?? [], tables)];
    const line = sql.replace(/\s+/g, " ").trim();
    return parts.filter((part) => !isExcepted(line, part)).map((part) => `${part}\n  in ${line}`);
  });
}

export const explainedStatements = (): readonly string[] => [...explained];

const isExcepted = (sql: string, part: string): boolean =>
  PLAN_EXCEPTIONS.some((exception) => exception.sql.test(sql) && exception.part.test(part));
