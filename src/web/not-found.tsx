// What a person sees where nothing is. Applications and phones go on hearing the JSON of src/app.ts: who wants a page says
// so (Accept), reads (GET, HEAD), and is not at an address of the API.

import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { Button, Card } from "./components.tsx";
import { type Page, sendPage } from "./page.tsx";
import type { Words } from "./words/en.ts";

/** First parts of paths of privacyIDEA's API, whether we have the path or not (privacyIDEA app.py, register_blueprint). */
const OF_PRIVACYIDEA =
  "auth token validate ttype audit system realm defaultrealm user resolver policy machine event register recover " +
  "caconnector client container info monitoring periodictask privacyideaserver radiusserver serviceid smsgateway " +
  "smtpserver subscriptions tokengroup application healthz";
const OF_MACHINES = new Set([...OF_PRIVACYIDEA.split(" "), "health", "assets", ".well-known"]);

export const wantsPage = (c: Context): boolean =>
  /^(GET|HEAD)$/.test(c.req.method) &&
  !OF_MACHINES.has(c.req.path.split("/")[1] ?? "") &&
  accepts(c, { header: "Accept", supports: ["application/json", "text/html"], default: "application/json" }) ===
    "text/html";

export function sendNotFound(c: Context, service: string): Response | Promise<Response> {
  c.header("Vary", "Accept", { append: true });
  return sendPage(c, { service, status: 404 }, notFoundPage);
}

const notFoundPage = ({ notFound }: Words): Page => ({
  title: notFound.title,
  main: (
    <div class="narrow">
      <Card title={notFound.title} level={1}>
        <p class="lead">{notFound.text}</p>
        <p class="actions">
          <Button href="/">{notFound.home}</Button>
        </p>
      </Card>
    </div>
  ),
});
