// The overview: the last 24 hours in numbers, from GET /audit/statistics.

import { Card, type HourJson, Notice, type StatisticsJson, Table } from "../../../src/for-console.ts";
import { REFUSED_SIGN_IN, SIGNED_IN } from "../audit/audit-query.ts";
import { dayOf, zoneIn } from "../audit/period.ts";
import { capitalized } from "../audit/say-entry.ts";
import { showPage } from "../frame/frame.tsx";
import { causeOf } from "../frame/reason.ts";
import { sendRefused } from "../frame/refusal.tsx";
import type { ConsoleApp, Viewer } from "../frame/session.ts";
import { trailOf } from "../parts/search.ts";
import type { ConsoleWords } from "../words/words.ts";
import { Adoption } from "./adoption.tsx";
import { Attention, lookForMatters } from "./attention.tsx";
import { Checklist, lookForTasks } from "./checklist.tsx";
import { CountLink } from "./counted.tsx";
import { Distance } from "./distance.tsx";
import { Hours } from "./hours.tsx";

export function dashboardRoutes(app: ConsoleApp): void {
  app.get("/console", async (c) => {
    const [reply, matters, tasks] = await Promise.all([
      c.var.api.call("GET /audit/statistics"),
      lookForMatters(c, Date.now()),
      lookForTasks(c, c.var.deps.settings.adminRealm),
    ]);
    if (!reply.ok) return sendRefused(c, "dashboard", reply);
    const { may } = c.var.account;
    return showPage(c, "dashboard", (words) => ({
      main: (
        <>
          {tasks && <Checklist words={words.checklist} tasks={tasks} />}
          <Attention words={words} matters={matters} wave={reply.value.wave} />
          {!tasks && <Dashboard words={words} statistics={reply.value} may={may} zone={zoneIn(c)} />}
          {!tasks && <Distance words={words} {...reply.value} zone={zoneIn(c)} />}
        </>
      ),
    }));
  });
}

const sum = (parts: readonly { readonly count: number }[]) => parts.reduce((all, { count }) => all + count, 0);

const UNKNOWN = "–";
const LOCKED = "/console/tokens?state=locked";
interface DashboardProps {
  readonly words: ConsoleWords;
  readonly statistics: StatisticsJson;
  /** Whether the account may look at what is counted. */
  readonly may: Viewer["may"];
  /** The time zone in which days begin. */
  readonly zone: string;
}

const Dashboard = ({ words: { dashboard: words, adoption, causes, pages }, statistics, may, zone }: DashboardProps) => {
  const { logins, failures, failures_by_hour: failed, median_answer_ms: median, complete } = statistics;
  const [total, refused] = [sum(logins), sum(failures)];
  // The trail is searched by days, so it shows a few more rows than these 24 hours have.
  const from = dayOf(Date.parse(statistics.since), zone);
  // While the count is incomplete, a zero may be wrong, so it is not shown.
  const counted = (count: number) => (count === 0 && !complete ? UNKNOWN : count);
  const locked = `${statistics.locked_tokens}${statistics.locked_tokens_exact ? "" : "+"}`;
  const { day_before: before } = statistics;
  const trend = (hours: readonly HourJson[], earlier: number) => {
    const percent = complete ? trendOf(sum(hours.slice(0, -1)), earlier) : undefined;
    return percent === undefined ? undefined : words.trend(percent);
  };
  const numbers: [name: string, value: number | string, to?: string | undefined, trend?: string | undefined][] = [
    [words.total, counted(total), trailOf({ success: SIGNED_IN, from }), trend(logins, before.logins)],
    [words.refused, counted(refused), trailOf({ success: REFUSED_SIGN_IN, from }), trend(failed, before.failures)],
    [words.locked, locked, may("tokenlist") ? LOCKED : undefined],
    [words.median, median === null ? UNKNOWN : words.seconds(median / 1000)],
  ];
  return (
    <>
      <p class="quiet">
        {words.since} <span class="without-script">{words.utc}</span>
      </p>
      {!complete && <Notice kind="warning" text={words.incomplete} />}
      <dl class="numbers">
        {numbers.map(([name, value, to, trend]) => (
          <div class="number">
            <dt>{name}</dt>
            <dd>
              <CountLink name={name} count={value} to={to} />
            </dd>
            {trend && <dd class="trend">{trend}</dd>}
          </div>
        ))}
      </dl>
      <Adoption words={adoption} people={statistics.people} sees={may("userlist")} />
      <div class="hours-and-reasons">
        <Card title={words.byHour}>
          <Hours words={words} logins={logins} failures={failed} />
        </Card>
        <Card title={words.failures}>
          {failures.length === 0 ? (
            <p class="quiet">{complete ? pages.none : UNKNOWN}</p>
          ) : (
            <Table
              caption={words.failures}
              captionUnseen
              short
              head={[words.reason, words.count]}
              rows={failures.map(({ reason, count }) => {
                const cause = capitalized(causeOf(causes, reason));
                const to = trailOf({ success: REFUSED_SIGN_IN, reason, from });
                return [cause, <CountLink name={cause} count={count} to={to} />];
              })}
            />
          )}
        </Card>
      </div>
    </>
  );
};

/** With fewer than these a day earlier, a few people would make large percentages. */
const MIN_COMPARED = 20;

/** The growth over a day earlier, in percent. The running hour is left out on both days. */
function trendOf(now: number, earlier: number): number | undefined {
  return earlier < MIN_COMPARED ? undefined : Math.round((100 * (now - earlier)) / earlier);
}
