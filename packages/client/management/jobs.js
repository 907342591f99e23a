// Work of the service on many tokens or users: begins it, looks at it, waits, and reads its result.

/** @import { JobResult } from "./answers.d.ts" */
/** @import { Call } from "./call.d.ts" */
/** @import { Jobs } from "./management.d.ts" */
/** @import { Settings } from "../requests/requests.d.ts" */

import { TiqrError } from "../requests/errors.js";

/** Growing pauses: the end of a short job is seen soon, and a long one costs few looks. */
const PAUSE = { firstMs: 300, growth: 1.25, mostMs: 2000 };

/**
 * @param {Call} call
 * @param {Settings} settings
 * @returns {Jobs}
 */
export function jobsOf(call, { sleep }) {
  /**
   * The same request with the same id begins one job, so with an id it may be sent again.
   * @param {string} path
   * @param {{ readonly id?: string | undefined }} fields
   * @param {object} [options]
   * @returns {Promise<string>}
   */
  async function begin(path, fields, options) {
    const id = fields.id ?? drawnId();
    const body = { ...fields, id };
    return (await call.value({ method: "POST", path, body, repeatable: id !== undefined, ...options })).id;
  }

  /** @type {Jobs} */
  const jobs = {
    list: (options) => call.value({ path: "/jobs", ...options }),
    get: (id, options) => call.value({ path: call.path`/jobs/${id}`, ...options }),
    beginTokens: (fields, options) => begin("/jobs/tokens", fields, options),
    beginUsers: (fields, options) => begin("/jobs/users", fields, options),
    cancel: (id, options) =>
      call.value({ method: "POST", path: call.path`/jobs/${id}/cancel`, repeatable: true, ...options }),
    async result(id, options) {
      const { text } = await call.text({ path: call.path`/jobs/${id}/result`, ...options });
      return resultsIn(text);
    },
    async *follow(id, options) {
      for (let looks = 0; ; looks++) {
        const job = await jobs.get(id, options);
        yield job;
        if (job.ended_at !== null) return;
        await sleep(Math.min(PAUSE.mostMs, PAUSE.firstMs * PAUSE.growth ** looks), options?.signal);
      }
    },
    async wait(id, options) {
      let last;
      for await (const job of jobs.follow(id, options)) last = job;
      return /** @type {NonNullable<typeof last>} */ (last);
    },
  };
  return jobs;
}

/**
 * 22 characters of base64url. The first is not a dash, which a command would take for an option.
 * Node 18 has no `crypto`: there the service draws the id, and nothing is sent again.
 */
function drawnId() {
  const bytes = globalThis.crypto?.getRandomValues(new Uint8Array(16));
  if (!bytes) return undefined;
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/^-/, "_")
    .slice(0, 22);
}

/**
 * The service quotes every cell (RFC 4180), and the first line has the names.
 * @param {string} text
 * @returns {JobResult[]}
 */
function resultsIn(text) {
  const [names, ...lines] = text
    .split("\r\n")
    .filter((line) => line !== "")
    .map((line) => [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = ""]) => cell.replaceAll('""', '"')));
  if (names?.[0] !== "line") throw new TiqrError("unexpected-answer", "expected the result of a job as CSV");
  return lines.map((cells) => {
    const row = Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""]));
    return /** @type {JobResult} */ (/** @type {unknown} */ ({ ...row, line: Number(row.line) }));
  });
}
