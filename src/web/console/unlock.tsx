// Unlocks many tokens after an attack (POST /token/reset): asks which, shows how many they are, then reports the result.

import { Hono } from "../../http/hono.ts";
import { Button, Card, Notice } from "../ui/components.tsx";
import { Field } from "../ui/field.tsx";
import type { ConsoleWords } from "../words/words.ts";
import type { SendConsole } from "./frame.tsx";
import { Select, Time } from "./parts.tsx";
import { sendRefused } from "./refusal.tsx";
import type { ConsoleEnv } from "./session.ts";

export const UNLOCK = "/console/unlock";
const PREVIEW = `${UNLOCK}/preview`;

/** Periods in seconds. */
const PERIODS = { hour: 3600, day: 24 * 3600, week: 7 * 24 * 3600 } as const;
type Period = keyof typeof PERIODS | "ever";

/** The beginning of a period as a time, so that the action covers the tokens in the question, however long that stood there. */
const beginOf = (period: string): string => {
  const seconds = Object.hasOwn(PERIODS, period) ? PERIODS[period as keyof typeof PERIODS] : undefined;
  return new Date(seconds === undefined ? 0 : Date.now() - 1000 * seconds).toISOString();
};

export function unlockRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();

  app.get(UNLOCK, (c) =>
    send(c, "tokens", ({ unlock, tokens }) => ({
      title: unlock.title,
      main: <Which words={unlock} realm={tokens.realm} />,
    })),
  );

  app.post(PREVIEW, async (c) => {
    const [since, realm] = [beginOf(c.var.form("period")), c.var.form("realm").trim()];
    const reply = await c.var.api.call("POST /token/reset", { locked_since: since, realm, preview: "true" });
    if (!reply.ok) return sendRefused(c, send, "tokens", reply);
    const count = reply.value;
    return send(c, "tokens", ({ unlock }) => ({
      title: unlock.title,
      main: <Question words={unlock} count={count} since={since} realm={realm} />,
    }));
  });
  app.get(PREVIEW, (c) => c.redirect(UNLOCK, 303));

  app.post(UNLOCK, async (c) => {
    const [since, realm] = [c.var.form("since"), c.var.form("realm")];
    const reply = await c.var.api.call("POST /token/reset", { locked_since: since, realm });
    if (!reply.ok) return sendRefused(c, send, "tokens", reply);
    const { value: count, detail: { left } = { left: 0 } } = reply;
    return send(c, "tokens", ({ unlock }) => ({
      title: unlock.title,
      main: (
        <>
          <Notice kind="success">
            <p>{unlock.done(count)}</p>
          </Notice>
          {left > 0 && <Question words={unlock} count={left} since={since} realm={realm} />}
        </>
      ),
    }));
  });

  return app;
}

const Which = ({ words, realm }: { words: ConsoleWords["unlock"]; realm: string }) => (
  <Card>
    <p class="lead">{words.lead}</p>
    <form method="post" action={PREVIEW} class="form">
      <Select
        name="period"
        label={words.period}
        value="hour"
        options={(["hour", "day", "week", "ever"] satisfies Period[]).map((name) => [name, words.periods[name]])}
      />
      <Field name="realm" label={realm} hint={words.realmHint} autocomplete="off" />
      <Button>{words.preview}</Button>
    </form>
  </Card>
);

const Question = ({
  words,
  count,
  since,
  realm,
}: {
  words: ConsoleWords["unlock"];
  count: number;
  since: string;
  realm: string;
}) => (
  <div class="narrow">
    <Card>
      <p class="lead">{words.found(count)}</p>
      <p>
        {words.since} <Time at={since} />
        {realm !== "" && <>, {words.inRealm(realm)}</>}
      </p>
      {count > 0 && <p class="quiet">{words.atOnce}</p>}
      <div class="actions">
        {count > 0 && (
          <form method="post" action={UNLOCK}>
            <input type="hidden" name="since" value={since} />
            <input type="hidden" name="realm" value={realm} />
            <Button>{words.go}</Button>
          </form>
        )}
        <Button href={UNLOCK} kind="secondary">
          {words.back}
        </Button>
      </div>
    </Card>
  </div>
);
