// A universal link that no app has taken leads here: /tiqrauth/ and /tiqrenroll/ explain, and offer
// it as a button in the form that every app knows (tiqrauth://, tiqrenroll://). Forged links could
// lead from this host into another service's enrolment or login, so only ours get a button.

import {
  authenticationEndpoint,
  enrolmentLink,
  loginQrText,
  readEnrolmentQrText,
  readLoginQrText,
} from "../../tiqr/urls.ts";
import { ButtonLine, Notice, Steps } from "../ui/components.tsx";
import type { Page } from "../ui/page/page.tsx";
import { screen } from "../ui/page/screen.tsx";
import type { Words } from "../words/words.ts";

export interface LinkService {
  readonly publicUrl: string;
  readonly serviceIdentifier: string;
  readonly otherServiceIdentifiers: readonly string[];
}

/** Session key and question of our links: digits and hex, no longer than OCRA and apps accept. */
const PART = /^[0-9A-Za-z]{1,128}$/;

/** A universal login link as tiqrauth://; undefined if it is not this service's. */
export function schemeLoginLink(
  url: string,
  { serviceIdentifier, otherServiceIdentifiers }: LinkService,
): string | undefined {
  const link = readLoginQrText(url);
  if (!link || ![serviceIdentifier, ...otherServiceIdentifiers].includes(link.serviceIdentifier)) return undefined;
  if (!PART.test(link.sessionKey) || !PART.test(link.question)) return undefined;
  return loginQrText(link, { kind: "scheme" });
}

/** A universal enrolment link as tiqrenroll://; undefined if it is not this service's. */
export function schemeEnrolmentLink(url: string, { publicUrl }: LinkService, onAndroid: boolean): string | undefined {
  const metadata = readEnrolmentQrText(url);
  if (!metadata?.startsWith(`${authenticationEndpoint(publicUrl)}?`) || !/^[\x21-\x7e]+$/.test(metadata))
    return undefined;
  return enrolmentLink(metadata, onAndroid);
}

/** `link`: in the form of a scheme, or undefined for a link that is not ours. */
export const linkPage = (words: Words["link"], kind: "login" | "enrolment", link: string | undefined): Page => {
  const { foreign } = words;
  if (link === undefined) return screen(foreign.title, <Notice kind="warning" text={foreign.text} />);
  const { title, lead, open, last } = words[kind];
  return screen(
    title,
    <>
      <p class="lead">{lead}</p>
      <Steps steps={[words.steps.install, words.steps.open]} />
      <ButtonLine href={link} data-opens-app>
        {open}
      </ButtonLine>
      <Notice data-not-opened text={words.nothing} />
      <p class="quiet">
        <strong>{last.title}</strong> {last.text}
      </p>
    </>,
    { script: "open-app.js" },
  );
};
