// The audit trail (GET /audit/), its search, and the check of its newest entries (GET /audit/verification).

import type { Context } from "hono";
import { Hono } from "../../http/hono.ts";
import type { Answers } from "../../http/wire.ts";
import { Button, Card, Notice } from "../ui/components.tsx";
import { Field } from "../ui/field.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { Action } from "./action.tsx";
import { AuditTable } from "./audit-table.tsx";
import { tellsMore } from "./cursor-pages.tsx";
import { LOOK_SIZE, sendExport } from "./export.ts";
import { ExportLink } from "./export-link.tsx";
import type { SendConsole } from "./frame.tsx";
import { chosenSize, isLong, KeptChoices, ListView, sizeOf } from "./list-view.tsx";
import { Pages, SearchFields, Select } from "./parts.tsx";
import { dayAfter, QUICK, type Quick, quickFrom, readDay } from "./period.ts";
import { sendRefused } from "./refusal.tsx";
import { addressWith } from "./search.ts";
import type { ConsoleEnv } from "./session.ts";
import { pageNumber } from "./token-view.ts";
import { WaveNotice } from "./wave.tsx";

const PATH = "/console/audit";

/** A result to search for, beside 0 and 1: what the overview counts. Most other rows without success are questions to a phone. */
export const REFUSED_SIGN_IN = "REJECT";
const RESULTS = ["1", "0", REFUSED_SIGN_IN];

/** What most searches need. The others are behind a summary, so that a phone shows the trail before all the fields. */
const OFTEN = ["user", "serial"] as const;
const SELDOM = ["realm", "administrator", "action", "client", "event", "reason"] as const;
const SEARCHED = [...OFTEN, ...SELDOM];
type Searched = (typeof SEARCHED)[number];

interface SearchOnProps {
  readonly words: ConsoleWords["audit"];
  readonly label: string;
  readonly search: Readonly<Record<string, string>>;
  /** The cursor of this page. */
  readonly asked: string;
  readonly reply: Answers["GET /audit/"]["value"];
}

/** Leads on in a list that was not read to its end, and says how far the search has come. */
const SearchOn = ({ words, label, search, asked, reply }: SearchOnProps) => {
  const { auditdata, count, after, searched_to } = reply;
  return (
    <nav class="pages" aria-label={label}>
      {asked !== "" && (
        <a href={addressWith(PATH, search)} rel="first">
          {words.newest}
        </a>
      )}
      {asked === "" && tellsMore(count, auditdata.length) && <span>{words.atLeast(count)}</span>}
      {searched_to !== null && <span>{words.searchedTo(searched_to.slice(0, 19).replace("T", " "))}</span>}
      {after !== null && (
        <a href={addressWith(PATH, { ...search, after })} rel="next">
          {searched_to === null ? words.older : words.further}
        </a>
      )}
    </nav>
  );
};

const FILE = "/console/audit.csv";
/** In an order of their own: programs may read them by it, and the fields of the search move. */
const OF_CALL = ["user", "realm", "serial", "administrator", "action", "client", "reason"] as const;
const COLUMNS = ["number", "date", "event", "success", ...OF_CALL, "sig_check"];

/** The search in the address of the page, and the fields of the API for it. */
function askedIn(c: Context) {
  const asked = (name: string) => c.req.query(name)?.trim() ?? "";
  const texts = Object.fromEntries(SEARCHED.map((name) => [name, asked(name)])) as Record<Searched, string>;
  const period = { from: readDay(asked("from")), until: readDay(asked("until")) };
  const success = RESULTS.includes(asked("success")) ? asked("success") : "";
  const result = success === REFUSED_SIGN_IN ? { success: "0", authentication: "REJECT" } : { success };
  return {
    search: { ...texts, ...period, success, pagesize: chosenSize(c) },
    fields: { ...texts, from: period.from, until: dayAfter(period.until), ...result },
  };
}

export function auditRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();

  app.get(FILE, async (c) => {
    const { fields } = askedIn(c);
    const sent = await sendExport(c, "audit", COLUMNS, async (after) => {
      const reply = await c.var.api.call("GET /audit/", { ...fields, after, page_size: LOOK_SIZE });
      return reply.ok ? { ok: true, rows: reply.value.auditdata, after: reply.value.after } : reply;
    });
    return sent instanceof Response ? sent : sendRefused(c, send, "audit", sent);
  });

  app.get(PATH, async (c) => {
    const { search, fields } = askedIn(c);
    const { from, until, success, pagesize } = search;
    const now = Date.now();
    const page = pageNumber(c.req.query("page"));
    const after = c.req.query("after") ?? "";
    const place = after ? { after } : { page: String(page) };
    const filter = { ...fields, ...place, page_size: sizeOf(pagesize) };
    const reply = await c.var.api.call("GET /audit/", filter);
    if (!reply.ok) return sendRefused(c, send, "audit", reply);
    const { auditdata, count, count_exact: isExact, after: next, searched_to: searchedTo } = reply.value;
    // A search need not wait for the statistics. So only opening the page asks for them.
    const isOpened = page === 1 && after === "" && Object.values(search).every((text) => text === "");
    const statistics = isOpened ? await c.var.api.call("GET /audit/statistics") : undefined;
    return send(c, "audit", (words) => {
      const { audit, dashboard, pages, tokens } = words;
      return {
        title: audit.title,
        main: (
          <>
            {statistics?.ok && <WaveNotice wave={statistics.value.wave} words={dashboard} />}
            <Card>
              <search aria-label={audit.filter}>
                <form method="get" action={PATH} class="search">
                  <SearchFields fields={OFTEN.map((name) => [name, audit[name]])} values={search} />
                  <Field name="from" type="date" label={audit.from} value={from} />
                  <Field name="until" type="date" label={audit.until} value={until} />
                  <Select
                    name="success"
                    label={audit.result}
                    value={success}
                    options={[
                      ["", tokens.all],
                      ["1", audit.success],
                      ["0", audit.failure],
                      [REFUSED_SIGN_IN, audit.refusedSignIn],
                    ]}
                  />
                  <details open={SELDOM.some((name) => fields[name] !== "")}>
                    <summary>{audit.more}</summary>
                    <div class="search">
                      <SearchFields
                        fields={SELDOM.map((name) => [name, name === "realm" ? tokens.realm : audit[name]])}
                        values={search}
                      />
                    </div>
                  </details>
                  <KeptChoices search={search} />
                  <Button>{audit.search}</Button>
                  <p class="hint">{audit.anything}</p>
                </form>
              </search>
              <nav class="pages" aria-label={audit.period}>
                {(Object.keys(QUICK) as Quick[]).map((name) => (
                  <a href={addressWith(PATH, { ...search, until: "", from: quickFrom(name, now) })}>
                    {audit.quick[name]}
                  </a>
                ))}
              </nav>
            </Card>
            <Card>
              {auditdata.length > 0 ? (
                <AuditTable words={words} entries={auditdata} />
              ) : (
                <p>{searchedTo === null ? pages.nothingFound : audit.noneSoFar}</p>
              )}
              {isExact ? (
                <Pages
                  words={pages}
                  path={PATH}
                  search={search}
                  page={page}
                  size={Number(sizeOf(pagesize))}
                  count={count}
                />
              ) : (
                <SearchOn words={audit} label={pages.label} search={search} asked={after} reply={reply.value} />
              )}
              <ListView words={pages} path={PATH} search={search} isLong={isLong({ count, after: next })} />
              {auditdata.length > 0 && <ExportLink words={pages} path={FILE} search={search} after={after} />}
            </Card>
            <Card title={audit.check}>
              <p>{audit.checkText}</p>
              <Action to={`${PATH}/check`}>{audit.check}</Action>
            </Card>
          </>
        ),
      };
    });
  });

  // The check reads thousands of rows. A program that follows links must not start it, so it is a POST.
  app.post(`${PATH}/check`, async (c) => {
    const reply = await c.var.api.call("GET /audit/verification");
    if (!reply.ok) return sendRefused(c, send, "audit", reply);
    const { rows, checkpoints, problems } = reply.value;
    return send(c, "audit", ({ audit, refused }) => ({
      title: audit.check,
      main: (
        <>
          {problems.length === 0 ? (
            <Notice kind="success">
              <p>{audit.whole(rows, checkpoints)}</p>
            </Notice>
          ) : (
            <Notice kind="danger" title={audit.problems(problems.length)}>
              <ul lang="en">
                {problems.slice(0, 100).map((problem) => (
                  <li>{problem}</li>
                ))}
              </ul>
            </Notice>
          )}
          <p class="actions">
            <Button href={PATH} kind="secondary">
              {refused.back}
            </Button>
          </p>
        </>
      ),
    }));
  });

  return app;
}
