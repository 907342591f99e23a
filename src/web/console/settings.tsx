// The settings in effect (GET /system/).

import { Hono } from "hono";
import { Breakable, Card, Table } from "../components.tsx";
import { type SendConsole, sendRefused } from "./frame.tsx";
import type { ConsoleEnv } from "./session.ts";

export function settingRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.get("/console/settings", async (c) => {
    const reply = await c.var.api.get("/system/");
    if (!reply.ok) return sendRefused(c, send, "settings", reply);
    const settings: [string, string][] = Object.entries(reply.value);
    return send(c, "settings", ({ settings: words }) => ({
      title: words.title,
      main: (
        <>
          <p class="lead">{words.lead}</p>
          <Card>
            <Table
              caption={words.caption}
              captionUnseen
              head={[words.name, words.value]}
              rows={settings.map(([name, value]) => [
                <code>
                  <Breakable text={name} />
                </code>,
                value === "" ? <span class="quiet">{words.empty}</span> : value,
              ])}
            />
          </Card>
        </>
      ),
    }));
  });
  return app;
}
