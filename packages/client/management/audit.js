// The audit trail: looks at it, and follows it.

/** @import { Audit, Streamed } from "./management.d.ts" */
/** @import { Call } from "./call.d.ts" */
/** @import { Settings } from "../requests/requests.d.ts" */

import { TiqrError } from "../requests/errors.js";
import { everyRow } from "./call.js";

/** The service holds no call for longer. */
const MOST_SECONDS = 20;

/**
 * @param {Call} call
 * @param {Settings} settings
 * @returns {Audit}
 */
export function auditOf(call, { requestTimeoutMs }) {
  /** @type {Audit} */
  const audit = {
    list: (filters, options) => call.value({ path: "/audit/", query: filters, ...options }),
    // Its numbered pages end where a look ends, so only the cursor leads through the whole trail.
    all: (filters, options) =>
      everyRow(
        filters,
        async (page) => {
          const { auditdata, after } = await audit.list(page, options);
          return { auditdata, after, next: null };
        },
        "auditdata",
      ),
    statistics: (options) => call.value({ path: "/audit/statistics", ...options }),
    parts: (of, options) => call.value({ path: "/audit/parts", query: of, ...options }),
    verification: (options) => call.value({ path: "/audit/verification", ...options }),
    async stream({ after = 0, wait = 0 } = {}, options = {}) {
      const { timeoutMs = requestTimeoutMs } = options;
      const query = { after, ...(wait > 0 ? { wait } : {}) };
      const request = { path: "/audit/stream", query, ...options, timeoutMs: timeoutMs + wait * 1000 };
      const { text, headers } = await call.text(request);
      return { rows: rowsOf(text), after: nextOf(headers) ?? after };
    },
    async *follow({ after = 0 } = {}, options = {}) {
      /** @type {string | number} */
      let from = after;
      for (;;) {
        const streamed = await audit.stream({ after: from, wait: MOST_SECONDS }, options);
        yield* streamed.rows;
        from = streamed.after;
      }
    },
  };
  return audit;
}

/**
 * @param {string} text
 * @returns {Streamed["rows"]}
 */
function rowsOf(text) {
  try {
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
  } catch (cause) {
    throw new TiqrError("unexpected-answer", "expected a row of the trail on each line", { cause });
  }
}

/** @param {Headers} headers */
const nextOf = (headers) => /[?&]after=([^&>]+)/.exec(headers.get("Link") ?? "")?.[1];
