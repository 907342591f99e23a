// The overview: the last 24 hours in numbers, from GET /audit/statistics.

import type { Child } from "hono/jsx";
import { Hono } from "../../http/hono.ts";
import type { HourJson, StatisticsJson } from "../../http/wire-audit.ts";
import { Breakable } from "../ui/breakable.tsx";
import { Card, Notice } from "../ui/components.tsx";
import { Table } from "../ui/table.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { Bars } from "./bars.tsx";
import type { SendConsole } from "./frame.tsx";
import { sendRefused } from "./refusal.tsx";
import type { ConsoleEnv } from "./session.ts";
import { WaveNotice } from "./wave.tsx";

export function dashboardRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.get("/console", async (c) => {
    const reply = await c.var.api.call("GET /audit/statistics");
    if (!reply.ok) return sendRefused(c, send, "dashboard", reply);
    return send(c, "dashboard", ({ dashboard, pages }) => ({
      title: dashboard.title,
      main: (
        <Dashboard words={dashboard} none={pages.none} statistics={reply.value} sees={c.var.account.may("tokenlist")} />
      ),
    }));
  });
  return app;
}

const sum = (parts: readonly { readonly count: number }[]) => parts.reduce((all, { count }) => all + count, 0);

/** A number alone says little to a person who moves from link to link with a screen reader. */
const LockedTokens = ({ words, count }: { words: ConsoleWords["dashboard"]; count: string }) => (
  <a href="/console/tokens?state=locked">
    <span class="unseen">{words.locked}: </span>
    {count}
  </a>
);

const Dashboard = ({
  words,
  none,
  statistics,
  sees,
}: {
  words: ConsoleWords["dashboard"];
  none: string;
  statistics: StatisticsJson;
  /** Whether the account may look at tokens. */
  sees: boolean;
}) => {
  const { logins, failures, failures_by_hour: failed, wave, median_answer_ms: median, complete } = statistics;
  const total = sum(logins);
  const locked = `${statistics.locked_tokens}${statistics.locked_tokens_exact ? "" : "+"}`;
  const numbers: [name: string, value: Child][] = [
    [words.total, total],
    [words.refused, sum(failures)],
    [words.locked, sees && statistics.locked_tokens > 0 ? <LockedTokens words={words} count={locked} /> : locked],
    [words.median, median === null ? words.noAnswer : words.seconds((median / 1000).toFixed(1))],
  ];
  return (
    <>
      <p class="quiet">{words.since}</p>
      <WaveNotice wave={wave} words={words} />
      {!complete && (
        <Notice kind="warning">
          <p>{words.incomplete}</p>
        </Notice>
      )}
      <dl class="numbers">
        {numbers.map(([name, value]) => (
          <div class="number">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Card title={words.logins}>
        {total === 0 ? (
          <p>{words.noLogins}</p>
        ) : (
          <ByHour words={words} title={words.logins} hours={logins} chart={words.chart} />
        )}
      </Card>
      {failures.length > 0 && (
        <Card title={words.failuresByHour}>
          <ByHour words={words} title={words.failuresByHour} hours={failed} chart={words.failureChart} />
        </Card>
      )}
      <Card title={words.failures}>
        {failures.length === 0 ? (
          <p>{none}</p>
        ) : (
          <Table
            caption={words.failures}
            captionUnseen
            short
            head={[words.reason, words.count]}
            rows={failures.map(({ reason, count }) => [
              <code>
                <Breakable text={reason} />
              </code>,
              String(count),
            ])}
          />
        )}
      </Card>
    </>
  );
};

const ByHour = ({
  words,
  title,
  hours,
  chart,
}: {
  words: ConsoleWords["dashboard"];
  title: string;
  hours: readonly HourJson[];
  /** The bars in words. */
  chart: (total: number, most: number) => string;
}) => {
  const bars = hours.map(({ from, count }) => ({ label: from.slice(11, 16), count }));
  return (
    <>
      <Bars bars={bars} title={chart(sum(hours), Math.max(...hours.map(({ count }) => count)))} every={3} />
      <p class="quiet">{words.running}</p>
      <details>
        <summary>{words.asTable}</summary>
        <Table
          caption={title}
          captionUnseen
          short
          head={[words.hour, words.count]}
          rows={bars.map(({ label, count }) => [label, String(count)])}
        />
      </details>
    </>
  );
};
