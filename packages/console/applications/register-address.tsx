// Registers an address that came and was refused, after a question.
//
// Anyone can send a request with an address of their own, in the name of any application, and hope
// that a hurried administrator registers it: from then on codes of other people are led there. So
// the page warns, shows the host large and beside those that are registered, and asks for a tick;
// not to register is the first of its buttons. A link to this page from elsewhere must not choose
// the address, so it takes one that is among the last refusals, as the API tells it, and no other.

import { Breakable, Button, Card, type ClientJson, Hidden, Notice } from "../../../src/for-console.ts";
import { showPage } from "../frame/frame.tsx";
import { Instead } from "../frame/refusal.tsx";
import type { ConsoleApp, ConsoleContext } from "../frame/session.ts";
import { NarrowCard, WayOn } from "../frame/usual.tsx";
import { FactList } from "../parts/facts.tsx";
import { Ticks } from "../parts/parts.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { clientPage, findClient } from "./client-page.tsx";
import { isAtNewHost, joined, REFUSALS_SIZE, shownHost } from "./refusals.tsx";

const PATH = "/console/clients/:id/register";

interface RefusedAddress {
  readonly client: ClientJson;
  readonly address: string;
  /** How often it came, of the last refusals. */
  readonly times: number;
}

export function registerRoutes(app: ConsoleApp): void {
  app.get(PATH, async (c) => ask(c, await searched(c, c.req.query("address")), false));

  app.post(PATH, async (c) => {
    const request = await searched(c, c.var.form("address"));
    if (c.var.form("sure") === "") return ask(c, request, true);
    const { client_id, redirect_uris } = request.client;
    const change = { client_id, redirect_uris: [...redirect_uris, request.address] };
    await c.var.api.need("clients", "PATCH /oidc/clients/:client_id", change);
    return c.redirect(`${clientPage(client_id)}?done=addressRegistered`, 303);
  });
}

/** Searches the address among the last refusals, or shows a page that says that it is gone. */
async function searched(c: ConsoleContext, address: string | undefined): Promise<RefusedAddress> {
  const client = await findClient(c);
  const { client_id } = client;
  const fields = { client_id, page_size: REFUSALS_SIZE };
  const reply = await c.var.api.need("clients", "GET /oidc/clients/:client_id/refusals", fields);
  const refusal = joined(reply.value.refusals).find(
    ({ came, remedy }) => remedy === "register-address" && came === address,
  );
  if (refusal) return { client, address: refusal.came, times: refusal.times };
  const gone = ({ registerAddress: words }: ConsoleWords) => (
    <Card>
      <p>{words.gone}</p>
      <WayOn to={clientPage(client_id)} text={words.back} kind="primary" />
    </Card>
  );
  throw new Instead(() =>
    showPage(c, "clients", (words) => ({ title: words.registerAddress.title, main: gone(words) }), 404),
  );
}

const ask = (c: ConsoleContext, request: RefusedAddress, isUnsure: boolean) =>
  showPage(
    c,
    "clients",
    (words) => ({
      title: words.registerAddress.title,
      main: <Question words={words.registerAddress} keep={words.confirm.keep} {...request} isUnsure={isUnsure} />,
    }),
    isUnsure ? 400 : 200,
  );

interface Props extends RefusedAddress {
  readonly words: ConsoleWords["registerAddress"];
  readonly keep: string;
  readonly isUnsure: boolean;
}

const Question = ({ words, keep, client, address, times, isUnsure }: Props) => {
  const { client_id, client_name: name, redirect_uris } = client;
  const host = shownHost(address);
  const isNew = isAtNewHost(address, redirect_uris);
  const code = <code>{address}</code>;
  const hosts = <Breakable text={[...new Set(redirect_uris.map(shownHost))].join(", ")} />;
  const facts = [[words.address, code] as const, [words.hosts, hosts] as const, [words.times, String(times)] as const];
  return (
    <NarrowCard>
      <p>
        <strong>{name}</strong>
      </p>
      <Notice kind={isNew ? "danger" : "warning"} title={isNew && words.isNew}>
        <p>{words.warning(name)}</p>
        {isNew && client.subject_type === "pairwise" && <p>{words.pairwise}</p>}
      </Notice>
      <p class="host" data-host>
        <span class="unseen">{words.host}</span> <Breakable text={host} />
      </p>
      <FactList facts={facts} />
      <form method="post" action={`${clientPage(client_id)}/register`} class="form">
        <Hidden fields={{ address }} />
        <Ticks
          legend={words.whose}
          hint={isUnsure ? words.notSure : undefined}
          boxes={[["sure", words.sure(host, name)]]}
          ticked={() => false}
        />
        <div class="actions">
          <Button href={clientPage(client_id)}>{keep}</Button>
          <Button kind="danger">{words.go}</Button>
        </div>
      </form>
    </NarrowCard>
  );
};
