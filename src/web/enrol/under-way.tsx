// The enrolment page before a phone is registered: instructions, QR code, how far the phone is.

import { linkOf, usesOf } from "../../core/enrolment/link.ts";
import { MAX_NAME_CHARACTERS } from "../../core/token/description.ts";
import { Badge, Button, ButtonLine, Confirmed, Notice, QrCode } from "../ui/components.tsx";
import { Field } from "../ui/field.tsx";
import { Time } from "../ui/text.tsx";
import { AccountLine, ByDevice, type Part, ScanOrOpen, StepForm } from "./parts.tsx";

/** The app, in the stores that Stepup-tiqr names (translations/messages.en.yml). */
const STORES = {
  ios: "https://apps.apple.com/app/tiqr/id430838214",
  android: "https://play.google.com/store/apps/details?id=org.tiqr.authenticator",
} as const;
type Store = keyof typeof STORES;
const NAMES = Object.keys(STORES) as Store[];

/** In the order of `stores` of the page. */
export const STORE_ADDRESSES: readonly string[] = Object.values(STORES);

/** A parameter of the page's address: the person looks at the first step again. */
export const SHOWS_APP = "app";

/** The first step: the app, beginning with the store of this phone. */
const GetApp = ({ words: { app }, stores = [], onAndroid }: Part) => (
  <>
    <p>
      <ByDevice desk={app.text} phone={app.textOnPhone} />
    </p>
    <div class="stores">
      {(onAndroid ? NAMES.toReversed() : NAMES).map((name) => (
        <p>
          <img src={stores[NAMES.indexOf(name)] ?? ""} alt={app.alt[name]} width="160" height="160" />
          <a href={STORES[name]} rel="noreferrer">
            {app.stores[name]}
          </a>
        </p>
      ))}
    </div>
  </>
);

export const Fresh = (part: Part) => {
  const { view, path, codesLeft, words } = part;
  const phone = codesLeft === undefined ? linkOf(view)?.oldPhone : undefined;
  const old = phone && words.oldPhone[phone];
  return (
    <>
      {codesLeft !== undefined && (
        <Notice kind="success" title={words.recovered.accepted(codesLeft)} text={words.recovered.text} />
      )}
      <AccountLine {...part} />
      <GetApp {...part} />
      {old && (
        <Notice kind="warning" title={old.title}>
          <p>{old.text}</p>
          <p>{words.again}</p>
        </Notice>
      )}
      <StepForm path={path} step="start">
        <Field
          name="name"
          label={words.name.label}
          hint={words.name.hint}
          value={words.name.unnamed(part.nowMs)}
          maxlength={MAX_NAME_CHARACTERS}
          autocomplete="off"
        />
        <Button>
          <ByDevice desk={words.start} phone={words.startOnPhone} />
        </Button>
      </StepForm>
      {!old && <p class="quiet">{words.again}</p>}
      <p class="quiet">{words.once}</p>
      <p class="quiet">
        {words.until} <Time at={linkOf(view)?.expiresAtMs} />
      </p>
    </>
  );
};

/** The first step again, for a person who has gone on without the app. */
export const AppAgain = (part: Part) => (
  <>
    <GetApp {...part} />
    <ButtonLine href={part.path}>{part.words.app.back}</ButtonLine>
  </>
);

export const UnderWayView = (part: Part) => {
  const { view, path, onAndroid, image, words } = part;
  const { scan } = words;
  return (
    <>
      <AccountLine {...part} />
      {view.state === "started" && image && (
        <>
          <ScanOrOpen words={scan} lead={scan.lead} link={view.code} onAndroid={onAndroid} notOpened={scan.notOpened}>
            <QrCode src={image} alt={scan.alt} confirmed={scan.confirmed} />
          </ScanOrOpen>
          <p role="status">
            <Badge>{scan.waiting}</Badge>
          </p>
        </>
      )}
      {view.state === "fetched" && (
        <>
          <div class="waiting-phone">
            <span class="waits" aria-hidden="true" />
            <Confirmed text={scan.confirmed} />
          </div>
          <Notice kind="success" title={words.fetched.title} text={words.fetched.text} />
        </>
      )}
      {view.state === "code-expired" && usesOf(view) < 2 && (
        <Notice kind="warning" title={words.codeExpired.title} text={words.codeExpired.text} />
      )}
      {usesOf(view) > 1 && (
        <Notice
          kind="danger"
          title={words.twice.title}
          text={view.state === "code-expired" ? words.twice.expired : words.twice.underWay}
        />
      )}
      <StepForm path={path} step="code">
        {/* The app says this only after it has used up the code. */}
        <p class="quiet">{words.exists}</p>
        {view.state !== "code-expired" && <p class="quiet">{words.stuck}</p>}
        <Button kind={view.state === "code-expired" ? "primary" : "secondary"}>{words.renew}</Button>
      </StepForm>
      <p>
        <a href={`${path}?${SHOWS_APP}`}>{words.app.again}</a>
      </p>
    </>
  );
};
