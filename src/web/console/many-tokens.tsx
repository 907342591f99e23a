// Selected tokens of the list: asks, then begins the job (POST /jobs/tokens).

import { Hono } from "../../http/hono.ts";
import { Breakable } from "../ui/breakable.tsx";
import { Button, Card } from "../ui/components.tsx";
import type { ConsoleWords } from "../words/words.ts";
import type { SendConsole } from "./frame.tsx";
import { drawJobId, jobPage } from "./job-view.ts";
import { sendRefused } from "./refusal.tsx";
import type { Account, ConsoleEnv } from "./session.ts";

const MANY = "/console/tokens-selected";
const BEGIN = `${MANY}/begin`;
const LIST = "/console/tokens";
/** Rows of the longest page of the list. */
const MAX_SELECTED = 100;

const ACTIONS = { unlock: "reset", disable: "disable", links: "enrollTIQR", delete: "delete" } as const;
type ActionOnMany = keyof typeof ACTIONS;

const actionsOf = ({ may }: Account): ActionOnMany[] =>
  (Object.keys(ACTIONS) as ActionOnMany[]).filter((action) => may(ACTIONS[action]));

/** Whether the list has boxes for this account at all. */
export const maySelect = (account: Account): boolean => actionsOf(account).length > 0;

/** The id of the form in which the boxes of a list are, wherever they stand. */
const FORM = "selected";
export const Selecting = ({ at, serial, label }: { at: number; serial: string; label: string }) => {
  const named = [label, serial].join(" ");
  return <input type="checkbox" name={`token-${at}`} value={serial} form={FORM} aria-label={named} />;
};

/** The buttons for what is selected. */
export const SelectedActions = ({ words, account }: { words: ConsoleWords["jobs"]; account: Account }) => (
  <form method="post" action={MANY} id={FORM} class="actions">
    <span class="quiet">{words.selected}</span>
    {actionsOf(account).map((action) => (
      <Button name="action" value={action} kind={action === "delete" ? "danger" : "secondary"}>
        {words.many[action].button}
      </Button>
    ))}
  </form>
);

export function manyTokenRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();

  app.post(MANY, (c) => {
    const { form } = c.var;
    const action = (Object.keys(ACTIONS) as ActionOnMany[]).find((one) => one === form("action"));
    const serials = Array.from({ length: MAX_SELECTED }, (_, at) => form(`token-${at}`)).filter(Boolean);
    if (!action) return c.redirect(LIST, 303);
    return send(c, "tokens", ({ jobs, confirm }) => ({
      title: jobs.many[action].title,
      main: (
        <div class="narrow">
          <Card>
            <p class="lead">{serials.length === 0 ? jobs.none : jobs.many[action].text(serials.length)}</p>
            {serials.length > 0 && (
              <ul class="names">
                {serials.map((serial) => (
                  <li>
                    <Breakable text={serial} />
                  </li>
                ))}
              </ul>
            )}
            <div class="actions">
              {serials.length > 0 && (
                <form method="post" action={BEGIN}>
                  <input type="hidden" name="action" value={action} />
                  <input type="hidden" name="serials" value={serials.join(" ")} />
                  <input type="hidden" name="id" value={drawJobId()} />
                  <Button kind={action === "delete" ? "danger" : "primary"}>{jobs.many[action].go}</Button>
                </form>
              )}
              <Button href={LIST} kind="secondary">
                {confirm.keep}
              </Button>
            </div>
          </Card>
        </div>
      ),
    }));
  });
  app.get(MANY, (c) => c.redirect(LIST, 303));

  app.post(BEGIN, async (c) => {
    const { form } = c.var;
    const serials = form("serials").split(" ").filter(Boolean);
    const begun = await c.var.api.call("POST /jobs/tokens", { action: form("action"), serials, id: form("id") });
    return begun.ok ? c.redirect(jobPage(begun.value.id), 303) : sendRefused(c, send, "tokens", begun);
  });
  app.get(BEGIN, (c) => c.redirect(LIST, 303));

  return app;
}
