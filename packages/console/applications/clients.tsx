// Applications (/oidc/clients): their list, their pages, and the forms that add and change one. A
// secret is shown once, in the answer to the form that made it.

import type { Context } from "hono";
import { Card, type ClientJson, Hono, second } from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import type { SendConsole } from "../frame/frame.tsx";
import { isPastForm, sendForm, sendRefused } from "../frame/refusal.tsx";
import type { ConsoleEnv } from "../frame/session.ts";
import { sendQuestion } from "../parts/action.tsx";
import { MadeList } from "../parts/made-list.tsx";
import {
  type ClientFields,
  ClientForm,
  clientFields,
  clientFormFields,
  clientRequest,
  NEW_CLIENT,
} from "./client-form.tsx";
import { CLIENTS_PATH, ClientPage, clientPage, methodOf, NewSecret } from "./client-page.tsx";
import { REFUSALS_SIZE, Refusals } from "./refusals.tsx";

const NEW = `${CLIENTS_PATH}/new`;
const ONE = `${CLIENTS_PATH}/:id`;

export const clientRoutes =
  (publicUrl: string) =>
  (send: SendConsole): Hono<ConsoleEnv> => {
    const app = new Hono<ConsoleEnv>();

    app.get(CLIENTS_PATH, async (c) => {
      const reply = await c.var.api.call("GET /oidc/clients");
      if (!reply.ok) return sendRefused(c, send, "clients", reply);
      return send(c, "clients", ({ clients: words }) => ({
        title: words.title,
        main: (
          <MadeList
            of="clients"
            words={words}
            addAt={NEW}
            head={[words.name, second(words.addresses), words.method]}
            rows={reply.value.map((client) => [
              <a href={clientPage(client.client_id)}>{client.client_name}</a>,
              [...client.redirect_uris, ...client.forward_auth_hosts].join(", "),
              methodOf(client, words),
            ])}
          />
        ),
      }));
    });

    app.get(NEW, (c) => form(c, undefined, NEW_CLIENT));
    app.post(NEW, async (c) => {
      const fields = clientFields(c.var.form);
      const reply = await c.var.api.call("POST /oidc/clients", clientRequest(fields));
      if (!reply.ok)
        return isPastForm(reply) ? sendRefused(c, send, "clients", reply) : form(c, undefined, fields, reply);
      const client = reply.value;
      return send(c, "clients", ({ clients: words, copying }) => ({
        title: words.made(client.client_name),
        main: (
          <NewSecret
            words={words}
            copying={copying}
            client={client}
            secret={client.client_secret}
            publicUrl={publicUrl}
          />
        ),
      }));
    });

    app.get(ONE, async (c) => {
      const client = await findClient(c);
      if (client instanceof Response) return client;
      const { client_id } = client;
      const fields = { client_id, page_size: REFUSALS_SIZE };
      const reply = await c.var.api.call("GET /oidc/clients/:client_id/refusals", fields);
      if (!reply.ok) return sendRefused(c, send, "clients", reply);
      return send(c, "clients", (words) => ({
        title: client.client_name,
        main: (
          <ClientPage words={words.clients} copying={words.copying} client={client} publicUrl={publicUrl}>
            <Card title={words.refusals.title}>
              <Refusals words={words} clientId={client_id} page={reply.value} />
            </Card>
          </ClientPage>
        ),
      }));
    });

    app.get(`${ONE}/change`, async (c) => {
      const client = await findClient(c);
      return client instanceof Response ? client : form(c, client, clientFormFields(client));
    });
    app.post(`${ONE}/change`, async (c) => {
      const client = await findClient(c);
      if (client instanceof Response) return client;
      const { client_id } = client;
      const fields = clientFields(c.var.form);
      const reply = await c.var.api.call("PATCH /oidc/clients/:client_id", { ...clientRequest(fields), client_id });
      if (reply.ok) return c.redirect(`${clientPage(client_id)}?done=clientChanged`, 303);
      return isPastForm(reply) ? sendRefused(c, send, "clients", reply) : form(c, client, fields, reply);
    });

    app.get(`${ONE}/secret`, (c) => askAbout(c, "secret"));
    app.post(`${ONE}/secret`, async (c) => {
      const client = await findClient(c);
      if (client instanceof Response) return client;
      const { client_id } = client;
      const reply = await c.var.api.call("POST /oidc/clients/:client_id/secret", { client_id });
      if (!reply.ok) return sendRefused(c, send, "clients", reply);
      const { client_secret: secret } = reply.value;
      return send(c, "clients", ({ clients: words, copying }) => ({
        title: words.rotated(client.client_name),
        main: <NewSecret words={words} copying={copying} client={client} secret={secret} publicUrl={publicUrl} />,
      }));
    });

    app.get(`${ONE}/remove`, (c) => askAbout(c, "remove"));
    app.post(`${ONE}/remove`, async (c) => {
      const reply = await c.var.api.call("DELETE /oidc/clients/:client_id", { client_id: c.req.param("id") });
      return reply.ok ? c.redirect(`${CLIENTS_PATH}?done=clientRemoved`, 303) : sendRefused(c, send, "clients", reply);
    });

    return app;

    /** Finds the application of the path, or returns a page that says why not. */
    async function findClient(c: Context<ConsoleEnv>): Promise<ClientJson | Response> {
      const reply = await c.var.api.call("GET /oidc/clients/:client_id", { client_id: c.req.param("id") ?? "" });
      return reply.ok ? reply.value : sendRefused(c, send, "clients", reply);
    }

    async function askAbout(c: Context<ConsoleEnv>, what: "secret" | "remove"): Promise<Response> {
      const client = await findClient(c);
      if (client instanceof Response) return client;
      const at = { back: clientPage(client.client_id), action: what };
      return sendQuestion(c, send, "clients", at, ({ clients: { confirmRotate, confirmRemove } }) => ({
        about: client.client_name,
        ...(what === "secret" ? { words: confirmRotate, kind: "primary" } : { words: confirmRemove }),
      }));
    }

    /** The form of a new application, or that of `client`. */
    function form(c: Context<ConsoleEnv>, client: ClientJson | undefined, fields: ClientFields, reply?: ApiRefusal) {
      const to = client && clientPage(client.client_id);
      return sendForm(c, send, "clients", reply, ({ clients: words, confirm: { keep } }) => ({
        title: client ? words.changeTitle(client.client_name) : words.newTitle,
        form: (
          <ClientForm
            isRefused={reply !== undefined}
            words={words}
            fields={fields}
            action={to ? `${to}/change` : NEW}
            go={client ? words.goChange : words.goAdd}
            back={to ?? CLIENTS_PATH}
            keep={keep}
          />
        ),
      }));
    }
  };
