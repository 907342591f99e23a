// Endpoints for events (/events/endpoints): their list, their pages, and the forms that add and
// change one. A secret is shown once, in the answer to the form that made it.

import {
  Breakable,
  corner,
  type DeliveryJson,
  type EndpointJson,
  type KeyedEndpointJson,
  Notice,
} from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import { showPage } from "../frame/frame.tsx";
import { sendForm } from "../frame/refusal.tsx";
import type { ConsoleApp, ConsoleContext } from "../frame/session.ts";
import { PageLink } from "../frame/usual.tsx";
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

const NEW = `${ENDPOINTS_PATH}/new`;
const ONE = `${ENDPOINTS_PATH}/:id`;
const CHANGE = "PATCH /events/endpoints/:id";

export function endpointRoutes(app: ConsoleApp): void {
  app.get(ENDPOINTS_PATH, async (c) => {
    const { value: endpoints } = await c.var.api.need("endpoints", "GET /events/endpoints");
    return showPage(c, "endpoints", ({ endpoints: words }) => ({
      title: words.title,
      main: (
        <MadeList
          of="endpoints"
          words={words}
          addAt={NEW}
          head={[words.address, words.events, words.realms, corner(words.state)]}
          rows={endpoints.map((endpoint) => [
            <PageLink to={endpointPage(endpoint.id)} text={endpoint.url} />,
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
    return reply.ok ? showSecret(c, reply.value, "made") : form(c, undefined, fields, reply);
  });

  app.get(ONE, (c) => show(c));

  app.get(`${ONE}/change`, async (c) => {
    const endpoint = await findEndpoint(c);
    return form(c, endpoint, endpointFieldsOf(endpoint));
  });
  app.post(`${ONE}/change`, async (c) => {
    const endpoint = await findEndpoint(c);
    const fields = endpointFields(c.var.form);
    const reply = await c.var.api.call(CHANGE, { ...endpointRequestOf(fields), id: endpoint.id });
    if (!reply.ok) return form(c, endpoint, fields, reply);
    return c.redirect(`${endpointPage(endpoint.id)}?done=endpointChanged`, 303);
  });

  for (const [name, enabled, done] of [
    ["enable", true, "endpointOn"],
    ["disable", false, "endpointOff"],
  ] as const)
    app.post(`${ONE}/${name}`, async (c) => {
      const id = c.req.param("id");
      await c.var.api.need("endpoints", CHANGE, { id, enabled });
      return c.redirect(`${endpointPage(id)}?done=${done}`, 303);
    });

  app.post(`${ONE}/test`, async (c) => {
    const id = c.req.param("id");
    const reply = await c.var.api.need("endpoints", "POST /events/endpoints/:id/test", { id });
    return show(c, reply.value);
  });

  app.get(`${ONE}/secret`, (c) => askAbout(c, "secret"));
  app.post(`${ONE}/secret`, async (c) => {
    const change = { id: c.req.param("id"), rotate_secret: true };
    const reply = await c.var.api.need("endpoints", CHANGE, change);
    return showSecret(c, reply.value, "rotated");
  });

  app.get(`${ONE}/remove`, (c) => askAbout(c, "remove"));
  app.post(`${ONE}/remove`, async (c) => {
    await c.var.api.need("endpoints", "DELETE /events/endpoints/:id", { id: c.req.param("id") });
    return c.redirect(`${ENDPOINTS_PATH}?done=endpointRemoved`, 303);
  });
}

/** Finds the endpoint of the path, or shows a page that says why not. */
async function findEndpoint(c: ConsoleContext): Promise<EndpointJson> {
  const id = c.req.param("id") ?? "";
  return (await c.var.api.need("endpoints", "GET /events/endpoints/:id", { id })).value;
}

/** `tested`: how the test message of this request went. */
async function show(c: ConsoleContext, tested?: DeliveryJson): Promise<Response> {
  const endpoint = await findEndpoint(c);
  const { id } = endpoint;
  const deliveries = await c.var.api.need("endpoints", "GET /events/endpoints/:id/deliveries", { id });
  return showPage(c, "endpoints", ({ endpoints: words }) => ({
    title: new URL(endpoint.url).host,
    main: (
      <>
        {tested && (
          <Notice
            kind={tested.ok ? "success" : "danger"}
            text={tested.ok ? words.tested : words.testFailed(faultSaid(tested.fault, words))}
          />
        )}
        <EndpointPage words={words} endpoint={endpoint} deliveries={deliveries.value} />
      </>
    ),
  }));
}

const showSecret = (c: ConsoleContext, endpoint: KeyedEndpointJson, title: "made" | "rotated") =>
  showPage(c, "endpoints", ({ endpoints: words }) => ({
    title: words[title],
    main: <NewEndpointSecret words={words} endpoint={endpoint} secret={endpoint.secret} />,
  }));

async function askAbout(c: ConsoleContext, action: "secret" | "remove"): Promise<Response> {
  const { id, url: about } = await findEndpoint(c);
  const at = { back: endpointPage(id), action };
  return sendQuestion(c, "endpoints", at, ({ endpoints: { confirmRotate, confirmRemove } }) => ({
    about,
    ...(action === "secret" ? { words: confirmRotate, kind: "primary" } : { words: confirmRemove }),
  }));
}

/** The form of a new endpoint, or that of `endpoint`. */
function form(c: ConsoleContext, endpoint: EndpointJson | undefined, fields: EndpointFields, reply?: ApiRefusal) {
  const to = endpoint && endpointPage(endpoint.id);
  return sendForm(c, "endpoints", reply, ({ endpoints: words, confirm: { keep } }) => ({
    title: to ? words.changeTitle : words.add,
    form: (
      <EndpointForm
        words={words}
        fields={fields}
        action={to ? `${to}/change` : NEW}
        send={to ? words.goChange : words.goAdd}
        to={to ?? ENDPOINTS_PATH}
        leave={keep}
      />
    ),
  }));
}
