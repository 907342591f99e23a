// Applications (/oidc/clients): their list, their pages, and the forms that add and change one. A
// secret is shown once, in the answer to the form that made it.

import { Card, type ClientJson, second } from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import { showPage } from "../frame/frame.tsx";
import { sendForm } from "../frame/refusal.tsx";
import type { ConsoleApp, ConsoleContext } from "../frame/session.ts";
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
import { CLIENTS_PATH, ClientPage, clientPage, findClient, methodOf, NewSecret } from "./client-page.tsx";
import { REFUSALS_SIZE, Refusals } from "./refusals.tsx";

const NEW = `${CLIENTS_PATH}/new`;
const ONE = `${CLIENTS_PATH}/:id`;

export function clientRoutes(app: ConsoleApp): void {
  app.get(CLIENTS_PATH, async (c) => {
    const { value: clients } = await c.var.api.need("clients", "GET /oidc/clients");
    return showPage(c, "clients", ({ clients: words }) => ({
      main: (
        <MadeList
          of="clients"
          words={words}
          addAt={NEW}
          head={[words.name, second(words.addresses), words.method]}
          rows={clients.map((client) => [
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
    if (!reply.ok) return form(c, undefined, fields, reply);
    return showSecret(c, reply.value, reply.value.client_secret, "made");
  });

  app.get(ONE, async (c) => {
    const client = await findClient(c);
    const { client_id } = client;
    const fields = { client_id, page_size: REFUSALS_SIZE };
    const reply = await c.var.api.need("clients", "GET /oidc/clients/:client_id/refusals", fields);
    return showPage(c, "clients", (words) => ({
      title: client.client_name,
      main: (
        <ClientPage words={words} client={client} publicUrl={c.var.deps.settings.publicUrl}>
          <Card title={words.refusals.title}>
            <Refusals words={words} clientId={client_id} page={reply.value} />
          </Card>
        </ClientPage>
      ),
    }));
  });

  app.get(`${ONE}/change`, async (c) => {
    const client = await findClient(c);
    return form(c, client, clientFormFields(client));
  });
  app.post(`${ONE}/change`, async (c) => {
    const client = await findClient(c);
    const { client_id } = client;
    const fields = clientFields(c.var.form);
    const reply = await c.var.api.call("PATCH /oidc/clients/:client_id", { ...clientRequest(fields), client_id });
    if (!reply.ok) return form(c, client, fields, reply);
    return c.redirect(`${clientPage(client_id)}?done=clientChanged`, 303);
  });

  app.get(`${ONE}/secret`, (c) => askAbout(c, "secret"));
  app.post(`${ONE}/secret`, async (c) => {
    const client = await findClient(c);
    const { client_id } = client;
    const reply = await c.var.api.need("clients", "POST /oidc/clients/:client_id/secret", { client_id });
    return showSecret(c, client, reply.value.client_secret, "rotated");
  });

  app.get(`${ONE}/remove`, (c) => askAbout(c, "remove"));
  app.post(`${ONE}/remove`, async (c) => {
    const client_id = c.req.param("id");
    await c.var.api.need("clients", "DELETE /oidc/clients/:client_id", { client_id });
    return c.redirect(`${CLIENTS_PATH}?done=clientRemoved`, 303);
  });
}

const showSecret = (c: ConsoleContext, client: ClientJson, secret: string | undefined, title: "made" | "rotated") =>
  showPage(c, "clients", (words) => ({
    title: words.clients[title](client.client_name),
    main: <NewSecret words={words} client={client} secret={secret} publicUrl={c.var.deps.settings.publicUrl} />,
  }));

async function askAbout(c: ConsoleContext, action: "secret" | "remove"): Promise<Response> {
  const { client_id, client_name: about } = await findClient(c);
  const at = { back: clientPage(client_id), action };
  return sendQuestion(c, "clients", at, ({ clients: { confirmRotate, confirmRemove } }) => ({
    about,
    ...(action === "secret" ? { words: confirmRotate, kind: "primary" } : { words: confirmRemove }),
  }));
}

/** The form of a new application, or that of `client`. */
function form(c: ConsoleContext, client: ClientJson | undefined, fields: ClientFields, reply?: ApiRefusal) {
  const to = client && clientPage(client.client_id);
  return sendForm(c, "clients", reply, ({ clients: words, confirm: { keep } }) => ({
    title: client ? words.changeTitle(client.client_name) : words.add,
    form: (
      <ClientForm
        isRefused={reply !== undefined}
        words={words}
        settings={c.var.deps.settings}
        fields={fields}
        action={to ? `${to}/change` : NEW}
        send={client ? words.goChange : words.goAdd}
        to={to ?? CLIENTS_PATH}
        leave={keep}
      />
    ),
  }));
}
