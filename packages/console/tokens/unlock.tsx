// Unlocks many tokens after an attack (POST /token/reset): asks which, says how many, reports.

import { Button, Field, Notice, Time } from "../../../src/for-console.ts";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp, Viewer } from "../frame/session.ts";
import { LinkButton, NarrowCard } from "../frame/usual.tsx";
import { Select } from "../parts/parts.tsx";
import type { ConsoleWords } from "../words/words.ts";

export const UNLOCK_PATH = "/console/unlock";
export const mayUnlockMany = ({ may }: Viewer): boolean => may("reset") && may("manyatonce");
const PREVIEW = `${UNLOCK_PATH}/preview`;

/** Periods in seconds. */
const PERIODS = { hour: 3600, day: 24 * 3600, week: 7 * 24 * 3600 } as const;
type Period = keyof typeof PERIODS | "ever";

/** When a period began: as a time, so that question and action concern the same tokens. */
const beginOf = (period: string): string => {
  const seconds = Object.hasOwn(PERIODS, period) ? PERIODS[period as keyof typeof PERIODS] : undefined;
  return new Date(seconds === undefined ? 0 : Date.now() - 1000 * seconds).toISOString();
};

export function unlockRoutes(app: ConsoleApp): void {
  app.get(UNLOCK_PATH, (c) =>
    showPage(c, "tokens", ({ unlock, tokens }) => ({
      title: unlock.title,
      main: <Which words={unlock} realm={tokens.realm} />,
    })),
  );

  app.post(PREVIEW, async (c) => {
    const [since, realm, from] = [c.var.form("since"), c.var.form("realm").trim(), c.var.form("after")];
    const which = { locked_since: since || beginOf(c.var.form("period")), realm };
    const reply = await c.var.api.need("tokens", "POST /token/reset", { ...which, after: from, preview: "true" });
    const { value: count, detail: { after } = { after: null } } = reply;
    // The tokens that were counted are unlocked from where the count began.
    const next = { ...which, after: count > 0 ? from : (after ?? "") };
    return showPage(c, "tokens", ({ unlock, pages }) => ({
      title: unlock.title,
      main: <Question words={{ ...unlock, ...pages }} found={{ count, all: after === null }} next={next} />,
    }));
  });
  app.get(PREVIEW, (c) => c.redirect(UNLOCK_PATH, 303));

  app.post(UNLOCK_PATH, async (c) => {
    const [since, realm, from] = [c.var.form("since"), c.var.form("realm"), c.var.form("after")];
    const which = { locked_since: since, realm };
    const reply = await c.var.api.need("tokens", "POST /token/reset", { ...which, after: from });
    const { value: count, detail: { after } = { after: null } } = reply;
    return showPage(c, "tokens", ({ unlock, pages }) => ({
      title: unlock.title,
      main: (
        <>
          <Notice kind="success" text={unlock.done(count)} />
          {after && <Question words={{ ...unlock, ...pages }} found={undefined} next={{ ...which, after }} />}
        </>
      ),
    }));
  });
}

const Which = ({ words, realm }: { words: ConsoleWords["unlock"]; realm: string }) => (
  <NarrowCard>
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
  </NarrowCard>
);

interface QuestionProps {
  readonly words: ConsoleWords["unlock"] & ConsoleWords["pages"];
  /** Undefined before anything was counted. */
  readonly found: { readonly count: number; readonly all: boolean } | undefined;
  /** What the button asks for. */
  readonly next: { readonly locked_since: string; readonly realm: string; readonly after: string };
}

const Question = ({ words, found, next: { locked_since: since, realm, after } }: QuestionProps) => {
  const isEmpty = found?.count === 0;
  return (
    <NarrowCard>
      <p class="lead">{found ? words.found(found.count, found.all) : words.more}</p>
      <p>
        {words.since} <Time at={since} />
        {realm !== "" && <>, {words.inRealm(realm)}</>}
      </p>
      <div class="actions">
        {!(isEmpty && found.all) && (
          <form method="post" action={isEmpty ? PREVIEW : UNLOCK_PATH}>
            <input type="hidden" name="since" value={since} />
            <input type="hidden" name="realm" value={realm} />
            <input type="hidden" name="after" value={after} />
            <Button>{isEmpty ? words.searchOn : words.go}</Button>
          </form>
        )}
        <LinkButton to={UNLOCK_PATH} text={words.back} />
      </div>
    </NarrowCard>
  );
};
