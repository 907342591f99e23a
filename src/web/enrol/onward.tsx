// The end of an enrolment leads on: to the applications, the person's own page, recovery codes.

import type { Ports } from "../../core/ports/index.ts";
import type { LinkRecord } from "../../core/ports/tokens/links.ts";
import { Button, Card, Notice } from "../ui/components.tsx";
import { Breakable } from "../ui/text.tsx";
import type { Onward, Part } from "./parts.tsx";

/** People of ADMIN_REALM use no application: theirs is the console. */
export async function onwardFrom({ clients, settings }: Ports, link: LinkRecord | undefined): Promise<Onward> {
  if (!link || link.realm === settings.adminRealm) return { applications: [], home: "/console", recovery: false };
  // The phone is registered and proven. A list that cannot be read must not hide that.
  const applications = await clients.openableBy(link.realm).catch(() => []);
  return { applications, home: "/me", recovery: settings.selfService.includes("recovery") };
}

export const Done = ({ onward, trial, words }: Part) => (
  <>
    <Notice kind="success" text={trial === "signed-in" ? words.done.signedIn : words.done.text} />
    {onward && onward.applications.length > 0 && (
      <Card title={words.done.applications}>
        <ul class="places">
          {onward.applications.map(({ clientName, clientUri }) => (
            <li>
              <a href={clientUri} rel="noreferrer">
                <Breakable text={clientName} />
              </a>
              <p>
                <Breakable text={new URL(clientUri).host} />
              </p>
            </li>
          ))}
        </ul>
      </Card>
    )}
    {onward && (
      <Card title={words.done.account}>
        {onward.recovery && <p>{words.done.recovery}</p>}
        <p class="actions">
          <Button href={onward.home}>{words.done.homes[onward.home]}</Button>
          {onward.recovery && (
            <Button href="/me/recovery" kind="secondary">
              {words.done.codes}
            </Button>
          )}
        </p>
      </Card>
    )}
  </>
);
