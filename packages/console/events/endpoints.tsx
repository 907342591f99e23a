// Endpoints for events (/events/endpoints): their list, their pages, and the forms that add and
// change one. A secret is shown once, in the answer to the form that made it.

import type { Context } from "hono";
import {
  Breakable,
  corner,
  type DeliveryJson,
  type EndpointJson,
  Hono,
  type KeyedEndpointJson,
  Notice,
} from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import type { SendConsole } from "../frame/frame.tsx";
import { isPastForm, sendForm, sendRefused } from "../frame/refusal.tsx";
import type { ConsoleEnv } from "../frame/session.ts";
import { sendQuestion } from "../parts/action.tsx";
import { MadeList } from "../parts/made-list.tsx";
import {
  type EndpointFields,
  EndpointForm,
  endpointFields,
  endpointFieldsOf,
  endpointRequestOf,
  NEW_ENDPOINT,
} from "./endpoint-form.tsx";
import {
  ENDPOINTS_PATH,
  EndpointPage,
  EndpointState,
  endpointPage,
  faultSaid,
  NewEndpointSecret,
} from "./endpoint-page.tsx";

type C = Context<ConsoleEnv>;

const NEW = `${ENDPOINTS_PATH}/new`;
const ONE = `${ENDPOINTS_PATH}/:id`;
const CHANGE = "PATCH /events/endpoints/:id";

export const endpointRoutes = (send: SendConsole): Hono<ConsoleEnv> => {
  const app = new Hono<ConsoleEnv>();
  const idOf = (c: C): string => c.req.param("id") ?? "";

  app.get(ENDPOINTS_PATH, async (c) => {
    const reply = await c.var.api.call("GET /events/endpoints");
    if (!reply.ok) return sendRefused(c, send, "endpoints", reply);
    return send(c, "endpoints", ({ endpoints: words }) => ({
      title: words.title,
      main: (
        <MadeList
          of="endpoints"
          words={words}
          addAt={NEW}
          head={[words.address, words.events, words.realms, corner(words.state)]}
          rows={reply.value.map((endpoint) => [
            <a href={endpointPage(endpoint.id)}>
              <Breakable text={endpoint.url} />
            </a>,
            <Breakable text={endpoint.events.join(", ") || words.all} />,
            endpoint.realms.join(", ") || words.all,
            <EndpointState words={words} endpoint={endpoint} />,
          ])}
        />
      ),
    }));
  });

  app.get(NEW, (c) => form(c, undefined, NEW_ENDPOINT));
  app.post(NEW, async (c) => {
    const fields = endpointFields(c.var.form);
    const reply = await c.var.api.call("POST /events/endpoints", endpointRequestOf(fields));
    if (reply.ok) return showSecret(c, reply.value, "made");
    return isPastForm(reply) ? sendRefused(c, send, "endpoints", reply) : form(c, undefined, fields, reply);
  });

  app.get(ONE, (c) => show(c));

  app.get(`${ONE}/change`, async (c) => {
    const endpoint = await findEndpoint(c);
    return endpoint instanceof Response ? endpoint : form(c, endpoint, endpointFieldsOf(endpoint));
  });
  app.post(`${ONE}/change`, async (c) => {
    const endpoint = await findEndpoint(c);
    if (endpoint instanceof Response) return endpoint;
    const fields = endpointFields(c.var.form);
    const reply = await c.var.api.call(CHANGE, { ...endpointRequestOf(fields), id: endpoint.id });
    if (reply.ok) return c.redirect(`${endpointPage(endpoint.id)}?done=endpointChanged`, 303);
    return isPastForm(reply) ? sendRefused(c, send, "endpoints", reply) : form(c, endpoint, fields, reply);
  });

  for (const [name, enabled] of [
    ["enable", true],
    ["disable", false],
  ] as const)
    app.post(`${ONE}/${name}`, async (c) => {
      const reply = await c.var.api.call(CHANGE, { id: idOf(c), enabled });
      const done = enabled ? "endpointOn" : "endpointOff";
      return reply.ok
        ? c.redirect(`${endpointPage(idOf(c))}?done=${done}`, 303)
        : sendRefused(c, send, "endpoints", reply);
    });

  app.post(`${ONE}/test`, async (c) => {
    const reply = await c.var.api.call("POST /events/endpoints/:id/test", { id: idOf(c) });
    return reply.ok ? show(c, reply.value) : sendRefused(c, send, "endpoints", reply);
  });

  app.get(`${ONE}/secret`, (c) => askAbout(c, "secret"));
  app.post(`${ONE}/secret`, async (c) => {
    const reply = await c.var.api.call(CHANGE, { id: idOf(c), rotate_secret: true });
    return reply.ok ? showSecret(c, reply.value, "rotated") : sendRefused(c, send, "endpoints", reply);
  });

  app.get(`${ONE}/remove`, (c) => askAbout(c, "remove"));
  app.post(`${ONE}/remove`, async (c) => {
    const reply = await c.var.api.call("DELETE /events/endpoints/:id", { id: idOf(c) });
    return reply.ok
      ? c.redirect(`${ENDPOINTS_PATH}?done=endpointRemoved`, 303)
      : sendRefused(c, send, "endpoints", reply);
  });

  return app;

  /** Finds the endpoint of the path, or returns a page that says why not. */
  async function findEndpoint(c: C): Promise<EndpointJson | Response> {
    const reply = await c.var.api.call("GET /events/endpoints/:id", { id: idOf(c) });
    return reply.ok ? reply.value : sendRefused(c, send, "endpoints", reply);
  }

  /** `tested`: how the test message of this request went. */
  async function show(c: C, tested?: DeliveryJson) {
    const endpoint = await findEndpoint(c);
    if (endpoint instanceof Response) return endpoint;
    const deliveries = await c.var.api.call("GET /events/endpoints/:id/deliveries", { id: endpoint.id });
    if (!deliveries.ok) return sendRefused(c, send, "endpoints", deliveries);
    return send(c, "endpoints", ({ endpoints: words }) => ({
      title: new URL(endpoint.url).host,
      main: (
        <>
          {tested && (
            <Notice kind={tested.ok ? "success" : "danger"}>
              <p>{tested.ok ? words.tested : words.testFailed(faultSaid(tested.fault, words))}</p>
            </Notice>
          )}
          <EndpointPage words={words} endpoint={endpoint} deliveries={deliveries.value} />
        </>
      ),
    }));
  }

  function showSecret(c: C, endpoint: KeyedEndpointJson, title: "made" | "rotated") {
    return send(c, "endpoints", ({ endpoints: words }) => ({
      title: words[title],
      main: <NewEndpointSecret words={words} endpoint={endpoint} secret={endpoint.secret} />,
    }));
  }

  async function askAbout(c: C, what: "secret" | "remove"): Promise<Response> {
    const endpoint = await findEndpoint(c);
    if (endpoint instanceof Response) return endpoint;
    const at = { back: endpointPage(endpoint.id), action: what };
    return sendQuestion(c, send, "endpoints", at, ({ endpoints: { confirmRotate, confirmRemove } }) => ({
      about: endpoint.url,
      ...(what === "secret" ? { words: confirmRotate, kind: "primary" } : { words: confirmRemove }),
    }));
  }

  /** The form of a new endpoint, or that of `endpoint`. */
  function form(c: C, endpoint: EndpointJson | undefined, fields: EndpointFields, reply?: ApiRefusal) {
    const to = endpoint && endpointPage(endpoint.id);
    return sendForm(c, send, "endpoints", reply, ({ endpoints: words, confirm: { keep } }) => ({
      title: to ? words.changeTitle : words.newTitle,
      form: (
        <EndpointForm
          words={words}
          fields={fields}
          action={to ? `${to}/change` : NEW}
          go={to ? words.goChange : words.goAdd}
          back={to ?? ENDPOINTS_PATH}
          keep={keep}
        />
      ),
    }));
  }
};
