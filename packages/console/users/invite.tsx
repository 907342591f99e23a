// New enrolment links for all people whom a search of those without a phone finds: it asks, and
// then begins a job (POST /jobs/users).

import { Button, Hidden, languageOf } from "../../../src/for-console.ts";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp, Viewer } from "../frame/session.ts";
import { LinkButton, NarrowCard, WayOn } from "../frame/usual.tsx";
import { DAYS } from "../jobs/apply-import.tsx";
import { drawJobId, jobPage } from "../parts/job-view.ts";
import { Select, Ticks } from "../parts/parts.tsx";
import { addressWith } from "../parts/search.ts";
import { mayImport, USERS_PATH } from "../parts/user-view.ts";
import { findWithoutPhone, MAX_INVITED } from "./find-without-phone.ts";
import { phonesIn } from "./phones-cell.tsx";

export const INVITE = "/console/new-user-links";

const SECONDS_A_DAY = 24 * 3600;
/** Names in the question. */
const MAX_SHOWN = 20;

export const mayInvite = (account: Viewer): boolean => account.may("enrollTIQR") && mayImport(account);

const searchIn = (textOf: (name: string) => string | undefined) => ({
  user: textOf("user")?.trim() ?? "",
  realm: textOf("realm")?.trim() ?? "",
  phones: phonesIn(textOf("phones")) || "none-without-link",
});

export function inviteRoutes(app: ConsoleApp): void {
  app.get(INVITE, async (c) => {
    const search = searchIn((name) => c.req.query(name));
    const { people, isAll } = await findWithoutPhone(c.var.api, search);
    const others = people.length - MAX_SHOWN;
    return showPage(c, "users", ({ users: { withoutPhone: words }, jobs, confirm }) => ({
      title: words.title,
      main: (
        <NarrowCard>
          <p class="lead">{people.length === 0 ? words.nobody : words.text(people.length)}</p>
          {!isAll && <p>{words.notAll(MAX_INVITED)}</p>}
          {people.length === 0 && <WayOn to={USERS_PATH} text={jobs.toUsers} />}
          {people.length > 0 && (
            <>
              <ul class="names">
                {people.slice(0, MAX_SHOWN).map(({ username, name }) => (
                  <li>{name === undefined ? username : `${name} (${username})`}</li>
                ))}
                {others > 0 && <li>{jobs.othersFound(others)}</li>}
              </ul>
              <form method="post" action={INVITE} class="form">
                <Hidden fields={{ ...search, id: drawJobId() }} />
                <Select
                  name="days"
                  label={jobs.apply.validity}
                  value="7"
                  options={DAYS.map((days) => [days, jobs.apply.days(Number(days))])}
                />
                {c.var.deps.sendsMail && (
                  <Ticks legend={jobs.mail.legend} boxes={[["mail", jobs.mail.send]]} ticked={() => true} />
                )}
                <p class="hint">{words.earlier}</p>
                <div class="actions">
                  <Button>{words.go(people.length)}</Button>
                  <LinkButton to={addressWith(USERS_PATH, search)} text={confirm.keep} />
                </div>
              </form>
            </>
          )}
        </NarrowCard>
      ),
    }));
  });

  // Looks again: whoever has got a phone since the question needs no link.
  app.post(INVITE, async (c) => {
    const { form, api } = c.var;
    const search = searchIn(form);
    const { people } = await findWithoutPhone(api, search);
    if (people.length === 0) return c.redirect(addressWith(USERS_PATH, search), 303);
    const days = DAYS.find((one) => one === form("days")) ?? DAYS[0];
    const begun = await api.need("users", "POST /jobs/users", {
      csv: ["name,realm", ...people.map(({ username, realm }) => `${cell(username)},${cell(realm)}`)].join("\n"),
      action: "links",
      dry_run: false,
      id: form("id"),
      links: "all",
      validity: Number(days) * SECONDS_A_DAY,
      mail: form("mail") !== "",
      language: languageOf(c),
    });
    return c.redirect(jobPage(begun.value.id), 303);
  });
}

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
