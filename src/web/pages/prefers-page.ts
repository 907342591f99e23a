// Clients that ask for a page (Accept), outside the API's addresses, get a refusal as a page.

import type { Context } from "hono";
import { accepts } from "hono/accepts";

/** First parts of all its paths, even those we lack (privacyIDEA app.py, register_blueprint). */
const OF_PRIVACYIDEA =
  "auth token validate ttype audit system realm defaultrealm user resolver policy machine event register recover " +
  "caconnector client container info monitoring periodictask privacyideaserver radiusserver serviceid smsgateway " +
  "smtpserver subscriptions tokengroup application healthz";
const OF_OURS = "accounts events jobs metrics health openapi.json assets .well-known oidc authz";
const OF_MACHINES = new Set([...OF_PRIVACYIDEA.split(" "), ...OF_OURS.split(" ")]);
/** The only paths of OpenID Connect and forward authentication to which browsers come. */
const OF_BROWSERS = new Set(["/oidc/authorize", "/oidc/account", "/oidc/logout", "/authz/sign-in"]);

function isOfMachines(path: string): boolean {
  const [, first = ""] = path.split("/");
  return OF_MACHINES.has(first) && !OF_BROWSERS.has(path);
}

export const prefersPage = (c: Context): boolean =>
  !isOfMachines(c.req.path) &&
  accepts(c, { header: "Accept", supports: ["application/json", "text/html"], default: "application/json" }) ===
    "text/html";
