// The settings in force (GET /system/), and a warning if enrolled phones use another address.

import {
  Breakable,
  Card,
  MAX_COUNTED_TOKENS,
  Notice,
  type OtherAddress,
  Table,
  type Warning,
} from "../../src/for-console.ts";
import { showPage } from "./frame/frame.tsx";
import { orRefuse } from "./frame/refusal.tsx";
import type { ConsoleApp } from "./frame/session.ts";
import { userPage } from "./parts/user-view.ts";
import type { ConsoleWords } from "./words/words.ts";

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
  app.get("/console/settings", async (c) => {
    const reply = await orRefuse("settings", c.var.api.call("GET /system/"));
    const { settings, other_addresses: others = [], limited_networks: limited = [] } = reply.detail;
    const { ambiguous_realms: ambiguous = [], full_databases: full = [], unseen_names: unseen } = reply.detail;
    const { warnings = [], warning_codes: codes = [] } = reply.detail;
    const told = codes.map((code, at) => ({ heading: HEADINGS[code], message: warnings[at] }));
    const noticed = Map.groupBy(told, ({ heading }) => heading);
    return showPage(c, "settings", ({ settings: words }) => ({
      title: words.title,
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
          {unseen && (
            <Notice kind="warning" title={words.unseenNames.title}>
              <p>{words.unseenNames.text(unseen.count, unseen.count_exact)}</p>
              <ul>
                {unseen.users.map(({ user, realm, shown }) => (
                  <li>
                    <a href={userPage(realm, user)}>{shown}</a>
                  </li>
                ))}
              </ul>
              <p>{words.unseenNames.act}</p>
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
