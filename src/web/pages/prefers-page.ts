// Who sees a page where something is refused or missing: whoever says so (Accept), at an address that is not of the API.

import type { Context } from "hono";
import { accepts } from "hono/accepts";

/** First parts of paths of privacyIDEA's API, whether we have the path or not (privacyIDEA app.py, register_blueprint). */
const OF_PRIVACYIDEA =
  "auth token validate ttype audit system realm defaultrealm user resolver policy machine event register recover " +
  "caconnector client container info monitoring periodictask privacyideaserver radiusserver serviceid smsgateway " +
  "smtpserver subscriptions tokengroup application healthz";
const OF_MACHINES = new Set([...OF_PRIVACYIDEA.split(" "), "health", "assets", ".well-known"]);
/** Applications redeem their code beside the login page. */
const REDEEM = "/login/redeem";

export const prefersPage = (c: Context): boolean =>
  !OF_MACHINES.has(c.req.path.split("/")[1] ?? "") &&
  c.req.path !== REDEEM &&
  accepts(c, { header: "Accept", supports: ["application/json", "text/html"], default: "application/json" }) ===
    "text/html";
