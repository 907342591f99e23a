// Many people are blocked or unblocked at once, by their names: it begins a job (POST /jobs/users).

import { Hidden, Notice } from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import { sendForm } from "../frame/refusal.tsx";
import type { ConsoleApp, ConsoleContext, Viewer } from "../frame/session.ts";
import { FormCard } from "../parts/action.tsx";
import { drawJobId, jobPage } from "../parts/job-view.ts";
import { Lines, Select } from "../parts/parts.tsx";
import { USERS_PATH } from "../parts/user-view.ts";
import { BlockFields } from "./block-view.tsx";

export const BLOCK_MANY = "/console/block-users";

const ACTIONS = ["block", "unblock"] as const;
const RIGHTS = { block: "disable", unblock: "enable" } as const;
const actionsOf = ({ may }: Viewer) => ACTIONS.filter((action) => may(RIGHTS[action]));

export const mayBlockMany = (account: Viewer): boolean => account.may("manyatonce") && actionsOf(account).length > 0;

type Values = Readonly<Record<"names" | "action" | "from" | "until" | "reason", string>>;

export function blockManyRoutes(app: ConsoleApp): void {
  app.get(BLOCK_MANY, (c) => page(c, { names: "", action: "block", from: "", until: "", reason: "" }));

  app.post(BLOCK_MANY, async (c) => {
    const { form, api } = c.var;
    const text = (name: keyof Values) => form(name).trim();
    const values: Values = {
      names: text("names"),
      action: ACTIONS.find((one) => one === form("action")) ?? "block",
      from: text("from"),
      until: text("until"),
      reason: text("reason"),
    };
    const names = values.names
      .split("\n")
      .map((name) => name.trim())
      .filter((name) => name !== "");
    if (names.length === 0) return page(c, values, undefined, true);
    const dates = values.action === "block" ? (["from", "until", "reason"] as const) : [];
    const given = Object.fromEntries(dates.flatMap((name) => (values[name] === "" ? [] : [[name, values[name]]])));
    const begun = await api.call("POST /jobs/users", {
      csv: ["name", ...names.map((name) => `"${name.replaceAll('"', '""')}"`)].join("\n"),
      action: values.action as (typeof ACTIONS)[number],
      dry_run: false,
      id: form("id"),
      ...given,
    });
    return begun.ok ? c.redirect(jobPage(begun.value.id), 303) : page(c, values, begun);
  });
}

const page = (c: ConsoleContext, values: Values, reply?: ApiRefusal, isEmpty = false) =>
  sendForm(c, "users", reply, ({ block: words, confirm: { keep } }) => ({
    title: words.many.title,
    form: (
      <>
        {isEmpty && <Notice kind="warning" text={words.many.none} />}
        <FormCard action={BLOCK_MANY} lead={words.text} send={words.many.go} leave={keep} to={USERS_PATH}>
          <Hidden fields={{ id: drawJobId() }} />
          <Select
            name="action"
            label={words.many.what}
            value={values.action}
            options={actionsOf(c.var.account).map((action) => [action, words.many.actions[action]] as const)}
          />
          <Lines name="names" label={words.many.names} hint={words.many.lead} value={values.names} />
          <BlockFields words={words} values={values} />
        </FormCard>
      </>
    ),
  }));
