// The audit trail (GET /audit/), as a list and a file, and its check (GET /audit/verification).

import { Card, Notice, type VerificationJson } from "../../../src/for-console.ts";
import { showPage } from "../frame/frame.tsx";
import { RefusalNotice, sendRefused } from "../frame/refusal.tsx";
import type { ConsoleApp } from "../frame/session.ts";
import { WayOn } from "../frame/usual.tsx";
import { Action } from "../parts/action.tsx";
import { ExportLink } from "../parts/cursor-pages.tsx";
import { LOOK_SIZE, sendExport } from "../parts/export.ts";
import { isLong, ListView, pageSize } from "../parts/list-view.tsx";
import { Pages } from "../parts/parts.tsx";
import { addressWith } from "../parts/search.ts";
import { pageNumber } from "../parts/token-view.ts";
import type { ConsoleWords } from "../words/words.ts";
import { AUDIT_PATH, trailQueryIn } from "./audit-query.ts";
import { AuditSearchForm, SearchOn } from "./audit-search.tsx";
import { AuditTable } from "./audit-table.tsx";
import { ArchiveMissing } from "./history.tsx";
import { searchTrail } from "./search-trail.ts";
import { WaveNotice } from "./wave.tsx";

const FILE = "/console/audit.csv";
/** A fixed order, by which programs may read them. The fields of the search may be reordered. */
const OF_CALL = ["user", "realm", "serial", "administrator", "action", "client", "reason"] as const;
const COLUMNS = ["number", "date", "event", "success", ...OF_CALL, "sig_check"];

export function auditRoutes(app: ConsoleApp): void {
  app.get(FILE, async (c) => {
    const { fields } = trailQueryIn(c);
    return sendExport(c, "audit", COLUMNS, async (after) => {
      const look = { ...fields, after, page_size: LOOK_SIZE };
      const { value } = await c.var.api.need("audit", "GET /audit/", look);
      return { rows: value.auditdata, after: value.after };
    });
  });

  app.get(AUDIT_PATH, async (c) => {
    const page = pageNumber(c.req.query("page"));
    const after = c.req.query("after") ?? "";
    const place = after ? { after } : { page: String(page) };
    const { search, zone, fields, reply } = await searchTrail(c.var.api, trailQueryIn(c), place);
    // Such an address is an old bookmark: only the cursors of the pages lead so far.
    if (!reply.ok && page > 1 && reply.reason?.code === "invalid-parameter")
      return showPage(
        c,
        "audit",
        ({ audit }) => ({ main: <TooFar words={audit} to={addressWith(AUDIT_PATH, search)} /> }),
        404,
      );
    // Other days may be in the database.
    if (!reply.ok && reply.reason?.code === "archive-unavailable")
      return showPage(
        c,
        "audit",
        (words) => ({
          main: (
            <>
              <Card>
                <AuditSearchForm words={words} search={search} zone={zone} />
              </Card>
              <RefusalNotice words={words} reply={reply} />
            </>
          ),
        }),
        503,
      );
    if (!reply.ok) return sendRefused(c, "audit", reply);
    const { auditdata, count, count_exact: isExact, after: next, searched_to: searchedTo } = reply.value;
    const hasReads = fields.reads === "true";
    // Only opening the page asks for the statistics, so that no search waits for them.
    const isOpened = page === 1 && after === "" && Object.values(search).every((text) => text === "");
    const statistics = isOpened ? await c.var.api.call("GET /audit/statistics") : undefined;
    return showPage(c, "audit", (words) => {
      const { audit, pages } = words;
      return {
        main: (
          <>
            {statistics?.ok && <WaveNotice wave={statistics.value.wave} words={words} />}
            <Card>
              <AuditSearchForm words={words} search={search} zone={zone} />
            </Card>
            <Card>
              {auditdata.length > 0 ? (
                <AuditTable
                  words={words}
                  entries={auditdata}
                  names={reply.value.phone_names}
                  archivedBefore={reply.value.archived_before}
                  caption={hasReads ? audit.caption : audit.captionWithout}
                />
              ) : (
                <p>{searchedTo === null ? pages.nothingFound : audit.noneSoFar}</p>
              )}
              <ArchiveMissing words={audit} reply={reply.value} />
              {isExact ? (
                <Pages
                  words={pages}
                  path={AUDIT_PATH}
                  search={search}
                  page={page}
                  size={Number(pageSize(search.pagesize))}
                  count={count}
                />
              ) : (
                <SearchOn words={audit} label={pages.label} search={search} cursor={after} reply={reply.value} />
              )}
              <ListView words={pages} path={AUDIT_PATH} search={search} isLong={isLong({ count, after: next })} />
              {auditdata.length > 0 && <ExportLink words={pages} path={FILE} search={search} after={after} />}
            </Card>
            <Card title={audit.check}>
              <p>{audit.checkText}</p>
              <Action to={`${AUDIT_PATH}/check`}>{audit.check}</Action>
            </Card>
          </>
        ),
      };
    });
  });

  // The check reads thousands of rows. A program that follows links must not start it: so a POST.
  app.post(`${AUDIT_PATH}/check`, async (c) => {
    const reply = await c.var.api.need("audit", "GET /audit/verification");
    return showPage(c, "audit", (words) => ({
      title: words.audit.check,
      main: <AuditCheck words={words} checked={reply.value} />,
    }));
  });
}

const TooFar = ({ words, to }: { words: ConsoleWords["audit"]; to: string }) => (
  <Card>
    <p class="lead">{words.tooFar}</p>
    <WayOn to={to} text={words.newest} kind="primary" />
  </Card>
);

/** Enough to see what is wrong; `npm run audit:verify` names all. */
const MAX_SHOWN_PROBLEMS = 100;

interface CheckProps {
  readonly words: ConsoleWords;
  readonly checked: VerificationJson;
}

const AuditCheck = ({ words: { audit, refused }, checked: { rows, checkpoints, problems } }: CheckProps) => (
  <>
    {problems.length === 0 ? (
      <Notice kind="success" text={audit.whole(rows, checkpoints)} />
    ) : (
      <Notice kind="danger" title={audit.problems(problems.length)}>
        <ul lang="en">
          {problems.slice(0, MAX_SHOWN_PROBLEMS).map((problem) => (
            <li>{problem}</li>
          ))}
        </ul>
      </Notice>
    )}
    <WayOn to={AUDIT_PATH} text={refused.back} />
  </>
);
