// Selected tokens of the list, or all that its search finds: asks, then begins the job (POST
// /jobs/tokens). The question carries the serials: the job works on what was seen and counted.

import { type Answers, Breakable, Button, Hidden, type TokenJson } from "../../../src/for-console.ts";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp, Viewer } from "../frame/session.ts";
import { LinkButton, NarrowCard } from "../frame/usual.tsx";
import { drawJobId, jobPage } from "../parts/job-view.ts";
import { addressWith } from "../parts/search.ts";
import type { ConsoleWords } from "../words/words.ts";
import { type FoundToken, findAll } from "./found-tokens.ts";
import { readSearch, searchFields, type TokenSearch } from "./token-search.ts";

const MANY = "/console/tokens-selected";
const BEGIN = `${MANY}/begin`;
const LIST = "/console/tokens";
/** Rows of the longest page of the list. */
const MAX_SELECTED = 100;
/** Lines in the question, the last of which stands for all others. */
const MAX_SHOWN = 100;

const ACTIONS = {
  unlock: "reset",
  disable: "disable",
  enable: "enable",
  links: "enrollTIQR",
  delete: "delete",
} as const;
type ActionOnMany = keyof typeof ACTIONS;

const actionsOf = ({ may }: Viewer): ActionOnMany[] =>
  (Object.keys(ACTIONS) as ActionOnMany[]).filter((action) => may("manyatonce") && may(ACTIONS[action]));

/** Whether the list has boxes for this account. */
export const maySelect = (account: Viewer): boolean => actionsOf(account).length > 0;

/** The id of the form to which the boxes of a list belong, wherever they are. */
const FORM = "selected";
export const Selecting = ({ at, token, label }: { at: number; token: TokenJson; label: string }) => {
  const named = [label, token.serial].join(" ");
  return <input type="checkbox" name={`token-${at}`} value={boxValue(token)} form={FORM} aria-label={named} />;
};

/** The box for all of a page: ../client/live/select-all.ts. */
export const SelectPage = ({ words, rows }: { words: ConsoleWords["jobs"]; rows: number }) => (
  <label class="all-found with-script">
    <input type="checkbox" data-selects={FORM} /> <span>{words.selectPage(rows)}</span>
  </label>
);

/** The value has the user as well, for the question alone: the job gets only serials. */
const boxValue = ({ serial, username, user_realm: realm }: FoundToken): string =>
  [serial, username, realm].map(encodeURIComponent).join(" ");

function readBox(value: string): FoundToken {
  const [serial = "", username = "", user_realm = ""] = value.split(" ").map(decoded);
  return { serial, username, user_realm };
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
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
    <Hidden fields={searchFields(search)} />
    {more && (
      <label class="all-found">
        <input type="checkbox" name="all" value="true" /> <span>{words.allFound(more.count)}</span>
      </label>
    )}
    <span class="quiet">{words.selected}</span>
    {actionsOf(account).map((action) => (
      <Button name="action" value={action} kind={action === "delete" ? "danger" : "secondary"}>
        {words.many[action].button}
      </Button>
    ))}
  </form>
);

export function manyTokenRoutes(app: ConsoleApp): void {
  app.post(MANY, async (c) => {
    const { form, api } = c.var;
    const action = (Object.keys(ACTIONS) as ActionOnMany[]).find((one) => one === form("action"));
    if (!action) return c.redirect(LIST, 303);
    const search = readSearch(form);
    const isAll = form("all") !== "";
    const boxes = Array.from({ length: MAX_SELECTED }, (_, at) => form(`token-${at}`)).filter(Boolean);
    const found = isAll ? await findAll(api, search) : boxes.map(readBox);
    const tokens = found ?? [];
    const listed = tokens.length > MAX_SHOWN ? tokens.slice(0, MAX_SHOWN - 1) : tokens;
    return showPage(c, "tokens", ({ jobs, pages, confirm }) => ({
      title: jobs.many[action].title,
      main: (
        <NarrowCard>
          <p class="lead">
            {found === undefined
              ? jobs.tooManyFound
              : tokens.length > 0
                ? jobs.many[action].text(tokens.length)
                : isAll
                  ? pages.nothingFound
                  : jobs.none}
          </p>
          {tokens.length > 0 && (
            <>
              {isAll && <p>{jobs.asFound}</p>}
              <ul class="names">
                {listed.map(({ serial, username, user_realm: realm }) => (
                  <li>
                    {username !== "" && (
                      <>
                        <strong>
                          <Breakable text={username} />
                        </strong>{" "}
                        · <Breakable text={realm} />
                        <br />
                      </>
                    )}
                    <Breakable text={serial} />
                  </li>
                ))}
                {listed.length < tokens.length && <li>{jobs.othersFound(tokens.length - listed.length)}</li>}
              </ul>
            </>
          )}
          <div class="actions">
            {tokens.length > 0 && (
              <form method="post" action={BEGIN}>
                <Hidden fields={{ ...searchFields(search), action, id: drawJobId() }} />
                <input type="hidden" name="serials" value={tokens.map(({ serial: one }) => one).join(" ")} />
                <Button kind={action === "delete" ? "danger" : "primary"}>{jobs.many[action].button}</Button>
              </form>
            )}
            <LinkButton to={addressWith(LIST, searchFields(search))} text={confirm.keep} />
          </div>
        </NarrowCard>
      ),
    }));
  });
  app.get(MANY, (c) => c.redirect(LIST, 303));

  app.post(BEGIN, async (c) => {
    const { form } = c.var;
    const serials = form("serials").split(" ").filter(Boolean);
    const begun = await c.var.api.need("tokens", "POST /jobs/tokens", {
      action: form("action"),
      serials,
      id: form("id"),
    });
    return c.redirect(addressWith(jobPage(begun.value.id), searchFields(readSearch(form))), 303);
  });
  app.get(BEGIN, (c) => c.redirect(LIST, 303));
}
