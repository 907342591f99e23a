// The day pass of a person: whether there is one, how it is made, and how it ends. Its digits are
// shown once, in the answer to the form: no address, no history has them.

import { Button, Card, Field, Time, type UserDetailsJson } from "../../../src/for-console.ts";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp, ConsoleDeps, Viewer } from "../frame/session.ts";
import { NarrowCard } from "../frame/usual.tsx";
import { Action, ShownOnce } from "../parts/action.tsx";
import { CallerLine, type ShownProof } from "../parts/caller-line.tsx";
import { Copied } from "../parts/parts.tsx";
import { pageOfUser, userPage } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";

const PATH = "/console/users/:realm/:name/pass";

const HOUR_MS = 3_600_000;
const USUAL_USES = 10;
/** The API takes no more: src/http/people/pass-routes.ts. */
const MAX_USES = 20;

/** The most hours of a pass for this person by this account; undefined if there is none to give. */
export function passHours(
  { dayPass, dayPassMaxMs, adminRealm }: ConsoleDeps["settings"],
  { realm }: UserDetailsJson,
  account: Viewer,
): number | undefined {
  if (dayPass === "off" || realm === adminRealm || !account.may("daypass")) return undefined;
  return dayPassMaxMs / HOUR_MS;
}

interface Props {
  readonly user: UserDetailsJson;
  readonly mostHours: number;
  readonly proof: ShownProof | undefined;
  readonly words: ConsoleWords;
}

export const DayPass = ({ user, mostHours, proof, words: { dayPass: words, caller } }: Props) => {
  const to = `${pageOfUser(user)}/pass`;
  const { day_pass: pass } = user;
  return (
    <Card title={words.title}>
      {pass ? (
        <>
          <p>
            {words.left(pass.uses_left)} <Time at={pass.expires_at} />
          </p>
          <Action to={`${to}/end`}>{words.end}</Action>
        </>
      ) : (
        <form method="post" action={to} class="form">
          <p>{words.text}</p>
          <CallerLine user={user} proof={proof} act="pass" words={caller} />
          <Field name="hours" type="number" label={words.hours} value={mostHours} min={1} max={mostHours} required />
          <Field name="uses" type="number" label={words.uses} value={USUAL_USES} min={1} max={MAX_USES} required />
          <div class="actions">
            <Button kind="secondary">{words.make}</Button>
          </div>
        </form>
      )}
    </Card>
  );
};

export function passRoutes(app: ConsoleApp): void {
  app.post(PATH, async (c) => {
    const { realm, name } = c.req.param();
    const { form } = c.var;
    const fields = { realm, name, hours: form("hours"), uses: form("uses") };
    const { value: made } = await c.var.api.need("users", "POST /user/:realm/:name/pass", fields);
    return showPage(c, "users", ({ dayPass: words, copying, users }) => ({
      title: words.titleOf(name),
      main: (
        <NarrowCard>
          <p>
            <Copied text={made.pass} words={copying} />
          </p>
          <p>
            {words.left(made.uses)} <Time at={made.expires_at} />
          </p>
          <p>{words.say}</p>
          <ShownOnce once={words.once} to={userPage(realm, name)} back={users.back} />
        </NarrowCard>
      ),
    }));
  });

  app.post(`${PATH}/end`, async (c) => {
    const { realm, name } = c.req.param();
    await c.var.api.need("users", "DELETE /user/:realm/:name/pass", { realm, name });
    return c.redirect(`${userPage(realm, name)}?done=passEnded`, 303);
  });
}
