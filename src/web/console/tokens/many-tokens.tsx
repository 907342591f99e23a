// Selected tokens of the list, or all that its search finds: asks, then begins the job (POST
// /jobs/tokens). The question carries the serials: the job works on what was seen and counted.

import type { Answers } from "../../../http/all-definitions.ts";
import { Hono } from "../../../http/hono.ts";
import { Breakable } from "../../ui/breakable.tsx";
import { Button, Card } from "../../ui/components.tsx";
import { Hidden } from "../../ui/hidden.tsx";
import type { ConsoleWords } from "../../words/words.ts";
import type { SendConsole } from "../frame/frame.tsx";
import { sendRefused } from "../frame/refusal.tsx";
import type { ConsoleEnv, Viewer } from "../frame/session.ts";
import { drawJobId, jobPage } from "../parts/job-view.ts";
import { addressWith } from "../parts/search.ts";
import { findAll } from "./found-tokens.ts";
import { readSearch, type TokenSearch } from "./token-search.ts";

const MANY = "/console/tokens-selected";
const BEGIN = `${MANY}/begin`;
const LIST = "/console/tokens";
/** Rows of the longest page of the list. */
const MAX_SELECTED = 100;
/** Lines in the question, the last one standing for all others. */
const MAX_SHOWN = 100;

/** The search as fields of a form or an address. */
const searchFields = ({ user, realm, serial, state }: TokenSearch): Record<string, string> => ({
  user,
  realm,
  serial,
  state: state === "all" ? "" : state,
});

const ACTIONS = { unlock: "reset", disable: "disable", links: "enrollTIQR", delete: "delete" } as const;
type ActionOnMany = keyof typeof ACTIONS;

const actionsOf = ({ may }: Viewer): ActionOnMany[] =>
  (Object.keys(ACTIONS) as ActionOnMany[]).filter((action) => may(ACTIONS[action]));

/** Whether the list has boxes for this account. */
export const maySelect = (account: Viewer): boolean => actionsOf(account).length > 0;

/** The id of the form to which the boxes of a list belong, wherever they are. */
const FORM = "selected";
export const Selecting = ({ at, serial, label }: { at: number; serial: string; label: string }) => {
  const named = [label, serial].join(" ");
  return <input type="checkbox" name={`token-${at}`} value={serial} form={FORM} aria-label={named} />;
};

/** Whether the search finds more than this page shows, and how many in all, if that is known. */
export const hasMore = (
  rows: number,
  { count, count_exact: exact, after, before }: Pages,
): { readonly count: number | undefined } | undefined =>
  count > rows || after !== null || before !== null ? { count: exact ? count : undefined } : undefined;

type Pages = Pick<Answers["GET /token/"]["value"], "count" | "count_exact" | "after" | "before">;

interface ActionsProps {
  readonly words: ConsoleWords["jobs"];
  readonly account: Viewer;
  readonly search: TokenSearch;
  readonly more: ReturnType<typeof hasMore>;
}

/** The buttons for what is selected. */
export const SelectedActions = ({ words, account, search, more }: ActionsProps) => (
  <form method="post" action={MANY} id={FORM} class="actions">
    {more && (
      <>
        <Hidden fields={searchFields(search)} />
        <label class="all-found">
          <input type="checkbox" name="all" value="true" /> <span>{words.allFound(more.count)}</span>
        </label>
      </>
    )}
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

  app.post(MANY, async (c) => {
    const { form, api } = c.var;
    const action = (Object.keys(ACTIONS) as ActionOnMany[]).find((one) => one === form("action"));
    if (!action) return c.redirect(LIST, 303);
    const search = form("all") === "" ? undefined : readSearch(form);
    const ticked = Array.from({ length: MAX_SELECTED }, (_, at) => form(`token-${at}`)).filter(Boolean);
    const found = search ? await findAll(api, search) : { ok: true as const, serials: ticked };
    if (!found.ok) return sendRefused(c, send, "tokens", found);
    const { serials = [] } = found;
    const shown = serials.length > MAX_SHOWN ? serials.slice(0, MAX_SHOWN - 1) : serials;
    const back = search ? addressWith(LIST, searchFields(search)) : LIST;
    return send(c, "tokens", ({ jobs, pages, confirm }) => ({
      title: jobs.many[action].title,
      main: (
        <div class="narrow">
          <Card>
            <p class="lead">
              {found.serials === undefined
                ? jobs.tooManyFound
                : serials.length > 0
                  ? jobs.many[action].text(serials.length)
                  : search
                    ? pages.nothingFound
                    : jobs.none}
            </p>
            {serials.length > 0 && (
              <>
                {search && <p>{jobs.asFound}</p>}
                <ul class="names">
                  {shown.map((serial) => (
                    <li>
                      <Breakable text={serial} />
                    </li>
                  ))}
                  {shown.length < serials.length && <li>{jobs.othersFound(serials.length - shown.length)}</li>}
                </ul>
              </>
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
              <Button href={back} kind="secondary">
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
