// The directories of organisations: which there are, what came last from each, who is deactivated,
// and how one is set up (docs/scim.md).

import { Badge, Card, second, Table, Time, type UserJson } from "../../../src/for-console.ts";
import { accountPage, NEW_ACCOUNT } from "../accounts/account-view.ts";
import { AUDIT_PATH } from "../audit/audit-query.ts";
import { AuditTable } from "../audit/audit-table.tsx";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp, ConsoleContext } from "../frame/session.ts";
import { LinkButton, PageLink, WayOn } from "../frame/usual.tsx";
import { Copied } from "../parts/parts.tsx";
import { addressWith } from "../parts/search.ts";
import { pageOfUser, USERS_PATH } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";

const DIRECTORY_PATH = "/console/directory";
/** An organisation has one directory, or two. */
const MAX_TRAILS = 3;
const ROWS = "10";
/** The list of users has all of them. */
const MAX_OUT = 50;

export function directoryRoutes(app: ConsoleApp): void {
  app.get(DIRECTORY_PATH, async (c) => {
    const { settings } = c.var.deps;
    const reply = await c.var.api.need("directory", "GET /accounts");
    const accounts = reply.value.filter(({ rights }) => rights.includes("scim"));
    const [trails, out] = await Promise.all([trailsOf(c, accounts), readOut(c)]);
    const isOne = (realms: readonly string[] | null) => realms?.length === 1 && realms[0] !== settings.adminRealm;
    return showPage(c, "directory", (all) => {
      const { directory: words, copying } = all;
      return {
        main: (
          <>
            <p class="lead">{words.lead}</p>
            <Card title={words.address}>
              <Copied text={`${settings.publicUrl}/scim/v2`} words={copying} />
              <p class="quiet">{words.untried}</p>
            </Card>
            <Card title={words.accounts}>
              {accounts.length === 0 ? (
                <>
                  <p>{words.none}</p>
                  <WayOn to={NEW_ACCOUNT} text={words.add} />
                </>
              ) : (
                <Table
                  caption={words.accounts}
                  captionUnseen
                  head={[words.account, words.realm, second(words.lastCame)]}
                  rows={accounts.map(({ name, realms, disabled, last_used_at: at }) => [
                    <>
                      <PageLink to={accountPage(name)} text={name} />{" "}
                      {disabled && <Badge kind="warning">{words.disabled}</Badge>}
                    </>,
                    isOne(realms) ? (realms ?? []).join() : <Badge kind="warning">{words.notOne}</Badge>,
                    at === null ? words.never : <Time at={at} form="near" />,
                  ])}
                />
              )}
            </Card>
            {trails.map(({ name, rows }) => (
              <Card title={words.came(name)}>
                {rows.auditdata.length === 0 ? (
                  <p>{words.nothing}</p>
                ) : (
                  <AuditTable
                    words={all}
                    entries={rows.auditdata}
                    names={rows.phone_names}
                    archivedBefore={rows.archived_before}
                    caption={words.cameCaption}
                  />
                )}
                <WayOn to={addressWith(AUDIT_PATH, { administrator: name })} text={words.all} kind="secondary" />
              </Card>
            ))}
            {out && <OutCard words={all} people={out} />}
            <Steps title={words.entra} steps={words.entraSteps} />
            <Steps title={words.okta} steps={words.oktaSteps} />
          </>
        ),
      };
    });
  });
}

/** What each directory did last, refusals included. */
async function trailsOf(c: ConsoleContext, accounts: readonly { readonly name: string }[]) {
  if (!c.var.account.may("auditlog")) return [];
  const read = accounts.slice(0, MAX_TRAILS).map(async ({ name }) => {
    const reply = await c.var.api.call("GET /audit/", { administrator: name, page_size: ROWS });
    return reply.ok ? [{ name, rows: reply.value }] : [];
  });
  return (await Promise.all(read)).flat();
}

/** Undefined for an account that may not see users. */
async function readOut(c: ConsoleContext): Promise<readonly UserJson[] | undefined> {
  if (!c.var.account.may("userlist")) return undefined;
  const newest = { blocked: "directory", sortdir: "desc", pagesize: String(MAX_OUT) };
  return (await c.var.api.need("directory", "GET /user/", newest)).value;
}

const OutCard = ({
  words: { directory: words, block },
  people,
}: {
  words: ConsoleWords;
  people: readonly UserJson[];
}) => (
  <Card title={words.out}>
    {people.length === 0 ? (
      <p>{words.nobodyOut}</p>
    ) : (
      <>
        <Table
          caption={words.out}
          captionUnseen
          head={[words.person, words.realm, second(words.since)]}
          rows={people.map((user) => {
            const since = user.deactivated_at && <Time at={user.deactivated_at} form="near" />;
            return [
              <>
                <PageLink to={pageOfUser(user)} text={user.username} />{" "}
                {user.deleted_at && <Badge kind="warning">{block.deletedBadge}</Badge>}
              </>,
              user.realm,
              since,
            ];
          })}
        />
        <p class="actions">
          <LinkButton to={addressWith(USERS_PATH, { blocked: "directory" })} text={words.more} />
        </p>
      </>
    )}
  </Card>
);

const Steps = ({ title, steps }: { title: string; steps: readonly string[] }) => (
  <Card title={title}>
    <ol>
      {steps.map((step) => (
        <li>{step}</li>
      ))}
    </ol>
  </Card>
);
