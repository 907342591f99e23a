// Registers an address that came and was refused, after a question.
//
// Anyone can send a request with an address of their own, in the name of any application, and hope
// that a hurried administrator registers it: from then on codes of other people are led there. So
// the page warns, shows the host large and beside those that are registered, and asks for a tick;
// not to register is the first of its buttons. A link to this page from elsewhere must not choose
// the address, so it takes one that is among the last refusals, as the API tells it, and no other.

import type { Context } from "hono";
import { Breakable, Button, Card, type ClientJson, Hidden, Hono, Notice } from "../../../src/for-console.ts";
import type { SendConsole } from "../frame/frame.tsx";
import { sendRefused } from "../frame/refusal.tsx";
import type { ConsoleEnv } from "../frame/session.ts";
import { FactList } from "../parts/facts.tsx";
import { Ticks } from "../parts/parts.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { clientPage } from "./client-page.tsx";
import { isAtNewHost, joined, REFUSALS_SIZE, shownHost } from "./refusals.tsx";

const PATH = "/console/clients/:id/register";

interface Asked {
  readonly client: ClientJson;
  readonly address: string;
  /** How often it came, of the last refusals. */
  readonly times: number;
}

export function registerRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();

  app.get(PATH, async (c) => {
    const asked = await askedIn(c, c.req.query("address"));
    return asked instanceof Response ? asked : ask(c, asked, false);
  });

  app.post(PATH, async (c) => {
    const asked = await askedIn(c, c.var.form("address"));
    if (asked instanceof Response) return asked;
    if (c.var.form("sure") === "") return ask(c, asked, true);
    const { client_id, redirect_uris } = asked.client;
    const change = { client_id, redirect_uris: [...redirect_uris, asked.address] };
    const reply = await c.var.api.call("PATCH /oidc/clients/:client_id", change);
    if (!reply.ok) return sendRefused(c, send, "clients", reply);
    return c.redirect(`${clientPage(client_id)}?done=addressRegistered`, 303);
  });

  return app;

  async function askedIn(c: Context<ConsoleEnv>, address: string | undefined): Promise<Asked | Response> {
    const client_id = c.req.param("id") ?? "";
    const client = await c.var.api.call("GET /oidc/clients/:client_id", { client_id });
    if (!client.ok) return sendRefused(c, send, "clients", client);
    const fields = { client_id, page_size: REFUSALS_SIZE };
    const reply = await c.var.api.call("GET /oidc/clients/:client_id/refusals", fields);
    if (!reply.ok) return sendRefused(c, send, "clients", reply);
    const found = joined(reply.value.refusals).find(
      ({ came, remedy }) => remedy === "register-address" && came === address,
    );
    if (found) return { client: client.value, address: found.came, times: found.times };
    const gone = (words: ConsoleWords) => (
      <Card>
        <p>{words.registerAddress.gone}</p>
        <p class="actions">
          <Button href={clientPage(client_id)}>{words.registerAddress.back}</Button>
        </p>
      </Card>
    );
    return send(c, "clients", (words) => ({ title: words.registerAddress.title, main: gone(words) }), 404);
  }

  function ask(c: Context<ConsoleEnv>, asked: Asked, isUnsure: boolean) {
    return send(
      c,
      "clients",
      (words) => ({
        title: words.registerAddress.title,
        main: <Question words={words.registerAddress} keep={words.confirm.keep} {...asked} isUnsure={isUnsure} />,
      }),
      isUnsure ? 400 : 200,
    );
  }
}

interface Props extends Asked {
  readonly words: ConsoleWords["registerAddress"];
  readonly keep: string;
  readonly isUnsure: boolean;
}

const Question = ({ words, keep, client, address, times, isUnsure }: Props) => {
  const { client_id, client_name: name, redirect_uris } = client;
  const host = shownHost(address);
  const isNew = isAtNewHost(address, redirect_uris);
  const shown = <code>{address}</code>;
  const hosts = <Breakable text={[...new Set(redirect_uris.map(shownHost))].join(", ")} />;
  const facts = [[words.address, shown] as const, [words.hosts, hosts] as const, [words.times, String(times)] as const];
  return (
    <div class="narrow">
      <Card>
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
      </Card>
    </div>
  );
};
