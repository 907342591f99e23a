// What was wrong with the last requests of an application, and what mends it: on its page, and
// further back on a page of its own. Equal ones are listed once: a program that tries again and
// again must not push everything else off the page.

import { Badge, Breakable, Card, type ClientRefusalJson, Time } from "../../../src/for-console.ts";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp } from "../frame/session.ts";
import { WayOn } from "../frame/usual.tsx";
import { FactList } from "../parts/facts.tsx";
import { addressWith } from "../parts/search.ts";
import type { ConsoleWords } from "../words/words.ts";
import { clientPage, findClient } from "./client-page.tsx";

/** Rows of a page, before equal ones are joined. */
export const REFUSALS_SIZE = 100;

interface RepeatedRefusal extends ClientRefusalJson {
  readonly times: number;
}

/** Joins equal ones, with the time of the newest. */
export function joined(refusals: readonly ClientRefusalJson[]): readonly RepeatedRefusal[] {
  const found = new Map<string, RepeatedRefusal>();
  for (const refusal of refusals) {
    const key = [refusal.reason, refusal.parameter, refusal.fault, refusal.came].join(" ");
    const first = found.get(key);
    found.set(key, { ...(first ?? refusal), times: (first?.times ?? 0) + refusal.count });
  }
  return [...found.values()];
}

/**
 * The host of a web address. Of an app's address only the scheme counts, which decides who gets the
 * code: in evil.app://wiki.example/ an attacker would put a registered host where hosts stand.
 */
export const shownHost = (address: string): string =>
  /^https?:/.test(address) ? new URL(address).host : address.slice(0, address.indexOf(":") + 1);
export const isAtNewHost = (address: string, registered: readonly string[]): boolean =>
  !registered.map(shownHost).includes(shownHost(address));

interface Props {
  readonly words: ConsoleWords;
  readonly clientId: string;
  readonly page: { readonly refusals: readonly ClientRefusalJson[]; readonly after: string | null };
}

export const Refusals = ({
  words: { refusals: words, registerAddress, audit },
  clientId,
  page: { refusals, after },
}: Props) => (
  <>
    <p>{words.lead}</p>
    {refusals.length === 0 ? (
      <p>{words.none}</p>
    ) : (
      <ol class="history">
        {joined(refusals).map((refusal) => {
          const { date, times, parameter, fault, came, registered, remedy } = refusal;
          return (
            <li data-remedy={remedy}>
              <Time at={date} form="seconds" />
              <div>
                <p>
                  {times > 1 && <strong>{audit.times(times)} </strong>}
                  <Breakable text={words.faults[fault](parameter)} />
                </p>
                <FactList facts={factsOf(refusal, words)} />
                {remedy === "register-address" && (
                  <p>
                    {isAtNewHost(came, registered) && <Badge kind="warning">{registerAddress.isNew}</Badge>}{" "}
                    <a href={addressWith(`${clientPage(clientId)}/register`, { address: came })}>{words.register}</a>
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    )}
    {after !== null && <WayOn to={addressWith(`${clientPage(clientId)}/refusals`, { after })} text={words.earlier} />}
  </>
);

/** What came may be an attacker's address, so it is shown as text, never as a link. */
function factsOf({ fault, came, registered, remedy }: RepeatedRefusal, words: ConsoleWords["refusals"]) {
  return [
    [words.came, came === "" ? "" : fault === "too-long" ? words.characters(came) : <code>{came}</code>],
    [words.registered, registered.length === 0 ? "" : <Breakable text={registered.join(", ")} />],
    [words.mends, words.remedies[remedy]],
  ] as const;
}

export function refusalRoutes(app: ConsoleApp): void {
  app.get("/console/clients/:id/refusals", async (c) => {
    const { client_id, client_name } = await findClient(c);
    const fields = { client_id, page_size: REFUSALS_SIZE, after: c.req.query("after") };
    const reply = await c.var.api.need("clients", "GET /oidc/clients/:client_id/refusals", fields);
    return showPage(c, "clients", (words) => ({
      title: words.refusals.titleOf(client_name),
      above: <a href={clientPage(client_id)}>{words.clients.back}</a>,
      main: (
        <Card>
          <Refusals words={words} clientId={client_id} page={reply.value} />
        </Card>
      ),
    }));
  });
}
