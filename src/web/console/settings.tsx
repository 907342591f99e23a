// The settings in force (GET /system/), and a warning if enrolled phones use another address.

import type { OtherAddress } from "../../core/ports/tokens/management.ts";
import { MAX_COUNTED_TOKENS } from "../../core/system/other-addresses.ts";
import { Hono } from "../../http/hono.ts";
import { Breakable } from "../ui/breakable.tsx";
import { Card, Notice } from "../ui/components.tsx";
import { Table } from "../ui/table.tsx";
import type { ConsoleWords } from "../words/words.ts";
import type { SendConsole } from "./frame/frame.tsx";
import { sendRefused } from "./frame/refusal.tsx";
import type { ConsoleEnv } from "./frame/session.ts";

export function settingRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.get("/console/settings", async (c) => {
    const reply = await c.var.api.call("GET /system/");
    if (!reply.ok) return sendRefused(c, send, "settings", reply);
    const { settings, other_addresses: others = [], limited_networks: limited = [], warnings = [] } = reply.detail;
    const { ambiguous_realms: ambiguous = [], full_databases: full = [] } = reply.detail;
    const mistyped = warnings.filter((warning) => warning.startsWith("unknown setting"));
    const idle = warnings.filter((warning) => warning.startsWith("setting without effect"));
    const halfMail = warnings.filter((warning) => warning.startsWith("no mail is sent"));
    const ofPhones = warnings.filter((warning) => warning.startsWith("TIQR_"));
    return send(c, "settings", ({ settings: words }) => ({
      title: words.title,
      main: (
        <>
          <p class="lead">{words.lead}</p>
          {mistyped.length > 0 && (
            <Notice kind="warning" title={words.mistyped}>
              {mistyped.map((warning) => (
                <p lang="en">{warning}</p>
              ))}
            </Notice>
          )}
          {halfMail.length > 0 && (
            <Notice kind="warning" title={words.noMail}>
              {halfMail.map((warning) => (
                <p lang="en">{warning}</p>
              ))}
            </Notice>
          )}
          {idle.length > 0 && (
            <Notice kind="warning" title={words.idle}>
              {idle.map((warning) => (
                <p lang="en">{warning}</p>
              ))}
            </Notice>
          )}
          {ofPhones.length > 0 && (
            <Notice kind="warning" title={words.ofPhones}>
              {ofPhones.map((warning) => (
                <p lang="en">{warning}</p>
              ))}
            </Notice>
          )}
          {full.length > 0 && (
            <Notice kind="warning" title={words.fullDatabases.title}>
              <p>{words.fullDatabases.text}</p>
              <ul>
                {full.map(({ database, mb, max_mb }) => (
                  <li>
                    <code>{database}</code> ({words.fullDatabases.size(mb, max_mb)})
                  </li>
                ))}
              </ul>
              <p>{words.fullDatabases.act}</p>
            </Notice>
          )}
          {others.length > 0 && <OtherAddresses words={words.otherAddresses} others={others} />}
          {limited.length > 0 && (
            <Notice kind="warning" title={words.limitedNetworks.title}>
              <p>{words.limitedNetworks.text}</p>
              <ul>
                {limited.map(({ network }) => (
                  <li>
                    <code>{network}</code>
                  </li>
                ))}
              </ul>
              <p>{words.limitedNetworks.name}</p>
            </Notice>
          )}
          {ambiguous.length > 0 && (
            <Notice kind="warning" title={words.ambiguousRealms.title}>
              <p>{words.ambiguousRealms.text}</p>
              <ul>
                {ambiguous.map((realm) => (
                  <li>
                    <code>{realm}</code>
                  </li>
                ))}
              </ul>
              <p>{words.ambiguousRealms.move}</p>
            </Notice>
          )}
          <Card>
            <Table
              long
              caption={words.caption}
              captionUnseen
              head={[words.name, words.value, words.default, words.unit, words.meaning]}
              rows={settings.map(({ name, value, default: absent, unit, meaning }) => [
                <code>
                  <Breakable text={name} />
                </code>,
                shown(value, words),
                absent === null ? <span class="quiet">{words.none}</span> : shown(absent, words),
                <span lang="en">{unit}</span>,
                <span lang="en">{meaning}.</span>,
              ])}
            />
          </Card>
        </>
      ),
    }));
  });
  return app;
}

const shown = (text: string, words: ConsoleWords["settings"]) =>
  text === "" ? <span class="quiet">{words.empty}</span> : text;

const OtherAddresses = ({
  words,
  others,
}: {
  words: ConsoleWords["settings"]["otherAddresses"];
  others: readonly OtherAddress[];
}) => (
  <Notice kind="warning" title={words.title}>
    <p>{words.text}</p>
    <ul>
      {others.map(({ address, tokens }) => (
        <li>
          <Breakable text={address} /> ({words.tokens(tokens, tokens >= MAX_COUNTED_TOKENS)})
        </li>
      ))}
    </ul>
    <p>{words.keep}</p>
  </Notice>
);
