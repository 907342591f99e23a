// The pages of /device: the code, and who asks for what.

import type { FoundDevice } from "../../core/device/decide-device.ts";
import { OwnForm } from "../me/own-form.tsx";
import { BackToOverview } from "../me/parts.tsx";
import { Button, ButtonLine, Notice } from "../ui/components.tsx";
import { Field, Hidden } from "../ui/field.tsx";
import type { Page } from "../ui/page/page.tsx";
import { screen } from "../ui/page/screen.tsx";
import type { OwnWords } from "../words/words.ts";

export type DeviceRefusal = keyof OwnWords["device"]["refused"];

/** What is wrong with the code itself, and is said at its field. */
const OF_CODE: readonly DeviceRefusal[] = ["unknown", "decided"];

/** `code`: as a link had it. It is shown, so that the person compares it all the same. */
export const codePage = (code: string, refusal: DeviceRefusal | undefined, { device: words, me }: OwnWords): Page => {
  const isOfCode = refusal !== undefined && OF_CODE.includes(refusal);
  return screen(
    words.title,
    <>
      {refusal && !isOfCode && <Notice kind="danger" text={words.refused[refusal]} />}
      <p class="lead">{words.lead}</p>
      <OwnForm action="/device">
        <Field
          name="user_code"
          label={words.code}
          hint={words.hint}
          error={isOfCode ? words.refused[refusal] : undefined}
          value={code}
          required
          maxlength={20}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          autofocus
        />
        <ButtonLine>{words.next}</ButtonLine>
      </OwnForm>
      {refusal === "too-many" && (
        <p class="actions">
          <BackToOverview words={me} />
        </p>
      )}
    </>,
    { script: "page.js" },
  );
};

const scopeWords = (words: OwnWords["device"]["scopes"], scope: string): string =>
  Object.hasOwn(words, scope) ? words[scope as keyof typeof words] : scope;

export const askPage = ({ client, request, written }: FoundDevice, user: string, { device }: OwnWords): Page => {
  const { ask, scopes } = device;
  const { clientName } = client;
  return screen(
    ask.title(clientName),
    <>
      <p>
        <strong class="user-code">{written}</strong>
      </p>
      <Notice kind="warning" text={ask.compare} />
      <p>{ask.gets(clientName, user)}</p>
      <ul>
        {request.scope.map((scope) => (
          <li>{scopeWords(scopes, scope)}</li>
        ))}
      </ul>
      <OwnForm action="/device/decided">
        <Hidden fields={{ user_code: written }} />
        <p class="actions decision">
          <Button kind="danger" name="decision" value="decline">
            {ask.decline}
          </Button>
          <Button name="decision" value="allow">
            {ask.allow}
          </Button>
        </p>
      </OwnForm>
    </>,
    { script: "page.js" },
  );
};

export const donePage = (isAllowed: boolean, { device: { done } }: OwnWords): Page => {
  const { title, text } = isAllowed ? done.allowed : done.declined;
  return screen(title, <Notice kind={isAllowed ? "success" : "info"} text={text} />, { script: "page.js" });
};
