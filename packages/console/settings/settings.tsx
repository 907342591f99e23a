// The settings in force (GET /system/), and a warning if enrolled phones use another address.

import type { Child } from "hono/jsx";
import { Breakable, MAX_COUNTED_TOKENS, Notice, type Warning } from "../../../src/for-console.ts";
import { showPage } from "../frame/frame.tsx";
import type { ConsoleApp } from "../frame/session.ts";
import { userPage } from "../parts/user-view.ts";
import { SETTINGS_PATH, SettingFilter, SettingGroups } from "./setting-groups.tsx";

type Heading = "mistyped" | "noMail" | "idle" | "ofPhones" | "upstream";

/**
 * The heading under which a warning stands as it is. The others are told in the language of the
 * page, or concern no setting.
 */
const HEADINGS: Readonly<Record<Warning["code"], Heading | undefined>> = {
  "unknown-setting": "mistyped",
  "no-mail": "noMail",
  "setting-without-effect": "idle",
  "suite-wrong-in-php": "ofPhones",
  "tokens-not-asked": "ofPhones",
  "other-addresses": undefined,
  "limited-networks": undefined,
  "ambiguous-realms": undefined,
  "unseen-names": undefined,
  "full-databases": undefined,
  "place-unknown": "idle",
  upstream: "upstream",
  "phone-ended": undefined,
  "unknown-parameter": undefined,
};

export function settingRoutes(app: ConsoleApp): void {
  app.get(SETTINGS_PATH, async (c) => {
    const filter = c.req.query("q")?.trim() ?? "";
    const reply = await c.var.api.need("settings", "GET /system/");
    const { settings, other_addresses: others = [], limited_networks: limited = [] } = reply.detail;
    const { ambiguous_realms: ambiguous = [], full_databases: full = [], unseen_names: unseen } = reply.detail;
    const { warnings = [], warning_codes: codes = [] } = reply.detail;
    const messages = codes.map((code, at) => ({ heading: HEADINGS[code], message: warnings[at] }));
    const noticed = Map.groupBy(messages, ({ heading }) => heading);
    return showPage(c, "settings", ({ settings: words }) => ({
      main: (
        <>
          <p class="lead">{words.lead}</p>
          {[...noticed].map(
            ([heading, under]) =>
              heading && (
                <Notice kind="warning" title={words[heading]}>
                  {under.map(({ message }) => (
                    <p lang="en">{message}</p>
                  ))}
                </Notice>
              ),
          )}
          {full.length > 0 && (
            <ListNotice
              {...words.fullDatabases}
              items={full.map(({ database, mb, max_mb }) => (
                <>
                  <code>{database}</code> ({words.fullDatabases.size(mb, max_mb)})
                </>
              ))}
            />
          )}
          {others.length > 0 && (
            <ListNotice
              {...words.otherAddresses}
              items={others.map(({ address, tokens }) => (
                <>
                  <Breakable text={address} /> ({words.otherAddresses.tokens(tokens, tokens >= MAX_COUNTED_TOKENS)})
                </>
              ))}
            />
          )}
          {limited.length > 0 && (
            <ListNotice {...words.limitedNetworks} items={limited.map(({ network }) => <code>{network}</code>)} />
          )}
          {ambiguous.length > 0 && (
            <ListNotice {...words.ambiguousRealms} items={ambiguous.map((realm) => <code>{realm}</code>)} />
          )}
          {unseen && (
            <ListNotice
              title={words.unseenNames.title}
              text={words.unseenNames.text(unseen.count, unseen.count_exact)}
              end={words.unseenNames.end}
              items={unseen.users.map(({ user, realm, shown }) => <a href={userPage(realm, user)}>{shown}</a>)}
            />
          )}
          <SettingFilter words={words} filter={filter} />
          <SettingGroups words={words} settings={settings} filter={filter} />
        </>
      ),
    }));
  });
}

interface ListNoticeProps {
  readonly title: string;
  readonly text: string;
  readonly items: readonly Child[];
  readonly end: string;
}

/** A warning about things that are listed. */
const ListNotice = ({ title, text, items, end }: ListNoticeProps) => (
  <Notice kind="warning" title={title}>
    <p>{text}</p>
    <ul>
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
    <p>{end}</p>
  </Notice>
);
