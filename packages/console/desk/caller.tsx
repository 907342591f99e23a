// Who is calling: an agent gets a number to read out, and sees what the caller has shown. A
// colleague confirms here, too, in a session of their own.

import { Breakable, Button, Card, type DeskCallJson, Field, Hidden, Time } from "../../../src/for-console.ts";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp, ConsoleContext, HandlerResult } from "../frame/session.ts";
import { WayOn } from "../frame/usual.tsx";
import { CallerBadge } from "../parts/caller-line.tsx";
import { FactList } from "../parts/facts.tsx";
import { Select } from "../parts/parts.tsx";
import { userPage } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";

const PATH = "/console/users/:realm/:name/caller";
const CALL = "POST /user/:realm/:name/caller";
const HOUR_MS = 3600_000;

export function callerRoutes(app: ConsoleApp): void {
  app.get(PATH, (c) => show(c));
  app.post(PATH, async (c) => {
    const { realm, name } = c.req.param();
    const form = (field: string) => c.var.form(field) || undefined;
    const fields = {
      act: form("act"),
      waits: form("waits"),
      second: form("second"),
      document: form("document")?.trim(),
    };
    const reason = c.var.form("vouch") === "" ? {} : { reason: c.var.form("reason") };
    const { detail } = await c.var.api.need("users", CALL, { realm, name, ...fields, ...reason });
    // Only this answer shows the number; everything else is on the page itself.
    return detail.number === undefined
      ? c.redirect(`${userPage(realm, name)}/caller`, 303)
      : show(c, { number: detail.number, ends: detail.ends ?? "" });
  });
}

interface Asked {
  readonly number: string;
  readonly ends: string;
}

async function show(c: ConsoleContext, asked?: Asked): Promise<Awaited<HandlerResult>> {
  const { realm = "", name = "" } = c.req.param();
  const { calls } = (await c.var.api.need("users", "GET /user/:realm/:name/caller", { realm, name })).value;
  const { settings } = c.var.deps;
  const { account } = c.var;
  const own = calls.find((call) => call.account === account.name);
  return showPage(c, "users", (all) => ({
    title: all.caller.title,
    below: <Breakable text={`${name}@${realm}`} />,
    ...(own?.state === "asked" ? { script: "job.js" as const } : {}),
    main: (
      <>
        {/* The script of jobs replaces it once the state is another. */}
        <div id="job" data-job={own?.state === "asked" ? "on" : "over"}>
          <Card title={<CallerBadge call={own} words={all.caller} />} level={2}>
            <CallerFacts call={own} words={all.caller} />
            <p>
              <a href={`${userPage(realm, name)}/caller`}>{all.caller.again}</a>
            </p>
          </Card>
        </div>
        {asked && <NumberCard asked={asked} words={all.caller} address={`${settings.publicUrl}/call`} />}
        <Ask words={all.caller} asked={asked !== undefined} />
        {calls
          .filter((call) => call.account !== account.name && isOpen(call))
          .map((call) => (
            <Second call={call} words={all.caller} />
          ))}
        <Nothing words={all.caller} hours={settings.deskWaitMs / HOUR_MS} vouches={account.rights === "all"} />
        <WayOn to={userPage(realm, name)} text={all.caller.back} />
      </>
    ),
  }));
}

const isOpen = ({ state, seconded_by }: DeskCallJson): boolean =>
  (state === "asked" || state === "good") && seconded_by === "";

const CallerFacts = ({ call, words }: { call: DeskCallJson | undefined; words: ConsoleWords["caller"] }) =>
  call === undefined ? (
    <p>{words.lead}</p>
  ) : (
    <FactList
      facts={[
        [words.wants, words.acts[call.act]],
        [words.shown, call.proved.map((proof) => words.proofs[proof]).join(", ")],
        [words.browser, call.known === null ? "" : words.browsers[call.known ? "known" : "new"]],
        [words.country, call.country],
        [words.by, call.seconded_by],
        [words.from, call.state === "waiting" ? timeOrNone(call.good_from) : ""],
        [words.until, timeOrNone(call.good_until)],
      ]}
    />
  );

const timeOrNone = (at: string | null) => (at === null ? "" : <Time at={at} />);

/** As it is read out. */
const inHalves = (number: string): string => [number.slice(0, 3), number.slice(3)].join(" ");

const NumberCard = ({ asked, words, address }: { asked: Asked; words: ConsoleWords["caller"]; address: string }) => (
  <Card>
    <p class="lead">{words.number(address)}</p>
    <p>
      <code class="copied" data-number>
        {inHalves(asked.number)}
      </code>
    </p>
    <p>
      {words.numberUntil} <Time at={asked.ends} form="seconds" />
    </p>
  </Card>
);

const Ask = ({ words, asked }: { words: ConsoleWords["caller"]; asked: boolean }) => (
  <Card>
    <form method="post" class="form">
      <Select name="act" label={words.wants} value="help" options={Object.entries(words.acts)} />
      <div class="actions">
        <Button kind={asked ? "secondary" : "primary"}>{words.ask}</Button>
      </div>
    </form>
  </Card>
);

const Second = ({ call, words }: { call: DeskCallJson; words: ConsoleWords["caller"] }) => (
  <Card>
    <p>{words.second(call.account)}</p>
    <form method="post" class="form">
      <Hidden fields={{ second: call.id }} />
      <Field name="document" label={words.document} required maxlength={6} autocomplete="off" autocapitalize="none" />
      <div class="actions">
        <Button kind="secondary">{words.confirm}</Button>
      </div>
    </form>
  </Card>
);

const Nothing = ({ words, hours, vouches }: { words: ConsoleWords["caller"]; hours: number; vouches: boolean }) => (
  <Card title={words.nothing}>
    <p>{words.nothingText(hours)}</p>
    <form method="post" class="form">
      <Hidden fields={{ waits: "true" }} />
      <div class="actions">
        <Button kind="secondary">{words.wait}</Button>
      </div>
    </form>
    {vouches && (
      <form method="post" class="form">
        <Hidden fields={{ vouch: "true" }} />
        <Field name="reason" label={words.reason} required maxlength={200} autocomplete="off" />
        <div class="actions">
          <Button kind="secondary">{words.vouch}</Button>
        </div>
      </form>
    )}
  </Card>
);
