// What an empty installation shows instead of numbers: the first things to do, each with a link.

import { Card } from "../../../src/for-console.ts";
import type { ConsoleContext } from "../frame/session.ts";
import { mayImport, USERS_PATH } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";

type Task = keyof ConsoleWords["checklist"]["tasks"];

export interface TaskState {
  readonly task: Task;
  readonly isDone: boolean;
  readonly to: string;
}

const NEW_USERS = "/console/new-users";
const ENROL = "/console/enrol";

/** Asks for more only in an empty installation: the overview of a full one costs no call more. */
export async function lookForTasks(c: ConsoleContext, adminRealm: string): Promise<readonly TaskState[] | undefined> {
  const { api, account } = c.var;
  if (!account.may("userlist")) return undefined;
  const users = await api.call("GET /user/", { pagesize: "2" });
  if (!users.ok) return undefined;
  // An administrator with a phone is a user, too.
  if (users.value.some(({ realm }) => realm !== adminRealm) || users.detail?.after) return undefined;
  const [accounts, clients, system] = await Promise.all([
    account.may("accounts") ? api.call("GET /accounts") : undefined,
    account.may("oidcclients") ? api.call("GET /oidc/clients") : undefined,
    account.may("configread") ? api.call("GET /system/", { upstream: "no" }) : undefined,
  ]);
  const own = accounts?.ok ? accounts.value.find(({ name }) => name === account.name) : undefined;
  const settings = new Map(system?.ok ? system.detail.settings.map(({ name, value }) => [name, value]) : []);
  const enrol = `${ENROL}?${new URLSearchParams({ user: account.name, realm: adminRealm })}`;
  const isTold = (name: string) => (settings.get(name) ?? "") !== "";
  const tasks: (TaskState | false | undefined)[] = [
    own && { task: "protect", isDone: own.second_factor, to: enrol },
    { task: "people", isDone: false, to: mayImport(account) ? NEW_USERS : USERS_PATH },
    clients?.ok && { task: "application", isDone: clients.value.length > 0, to: "/console/clients/new" },
    system?.ok && {
      task: "brand",
      isDone: (isTold("HELP_URL") || isTold("HELP_TEXT")) && isTold("BRAND_LOGO_URL"),
      to: "/console/settings",
    },
  ];
  return tasks.filter((one) => one !== undefined && one !== false);
}

export const Checklist = ({ words, tasks }: { words: ConsoleWords["checklist"]; tasks: readonly TaskState[] }) => (
  <Card title={words.title}>
    <p class="quiet">{words.lead}</p>
    <ol class="checklist">
      {tasks.map(({ task, isDone, to }) => {
        const { title, text } = words.tasks[task];
        return (
          <li class={isDone ? "done" : undefined}>
            <a href={to}>{title}</a> <span class="badge neutral">{isDone ? words.done : words.open}</span>
            <p>{text}</p>
          </li>
        );
      })}
    </ol>
  </Card>
);
