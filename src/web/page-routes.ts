// What this worker serves to eyes and machines besides the two APIs.

import { Hono } from "hono";
import { LOGO_PNG } from "./logo.ts";

export function pageRoutes(): Hono {
  const app = new Hono();

  // iOS gives an enrolment up when the logo cannot be fetched, so the default one is served right here.
  app.get("/logo.png", (c) =>
    c.body(LOGO_PNG, 200, { "Content-Type": "image/png", "Cache-Control": "public, max-age=86400" }),
  );

  return app;
}
