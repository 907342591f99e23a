// Enrols on the spot: a new token, or another phone for a token whose phone is lost. Both are POST
// /token/init. The QR code is shown once, in the answer to the form: no address, no history has it.

import type { PropsWithChildren } from "hono/jsx";
import {
  Field,
  Hidden,
  KNOWS_OF_KEY,
  Notice,
  QrCode,
  type TokenJson,
  watchEnrolment,
} from "../../../src/for-console.ts";
import type { ApiRefusal, SuccessReply } from "../api.ts";
import { showPage } from "../frame/frame.tsx";
import { sendForm } from "../frame/refusal.tsx";
import type { ConsoleApp, ConsoleContext } from "../frame/session.ts";
import { NarrowCard, WayOn } from "../frame/usual.tsx";
import { FormCard } from "../parts/action.tsx";
import { CallerLine, ownCall } from "../parts/caller-line.tsx";
import { LINKS_PATH } from "../parts/link-table.tsx";
import { ShadowingNotice } from "../parts/parts.tsx";
import { findToken } from "../parts/token-of-path.tsx";
import { tokenPage } from "../parts/token-view.ts";
import { undoPage } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";
import { type Enrolment, EnrolmentActions } from "./enrolled.tsx";
import { newSerial, serialToUse } from "./form-serial.ts";
import { MeantQuestion, meantIn, PERSON, type Unknown } from "./meant.tsx";
import { stopPhone } from "./stop-phone.ts";

const NEW = "/console/enrol";
const TOKEN = "/console/tokens/:serial";

const FIELDS = ["user", "realm", "pin", "description", "serial", "shadows"] as const;
type Values = Readonly<Partial<Record<(typeof FIELDS)[number], string | undefined>>>;

export function enrolRoutes(app: ConsoleApp): void {
  async function form(c: ConsoleContext, values: Values, { reply, unknown }: Trouble = {}) {
    const { user: username = "", realm = "" } = values;
    const proof = realm === "" ? undefined : await ownCall(c, { username, realm });
    return sendForm(c, "tokens", reply, (words) => ({
      title: words.enrol.title,
      form: (
        <>
          <CallerLine user={{ username, realm }} proof={proof} act="link" words={words.caller} />
          <EnrolForm
            words={words}
            values={values}
            reply={reply}
            unknown={unknown}
            person={reply && c.var.form(PERSON)}
          />
        </>
      ),
    }));
  }
  app.get(NEW, (c) => form(c, { serial: newSerial(), user: c.req.query("user"), realm: c.req.query("realm") }));
  app.post(NEW, async (c) => {
    const values: Values = Object.fromEntries(FIELDS.map((name) => [name, c.var.form(name)]));
    const { pin, description, shadows } = values;
    const meant = await meantIn(c, { user: values.user ?? "", realm: values.realm });
    if ("unknown" in meant) return form(c, values, meant);
    const { user, realm } = meant.named;
    const use = await serialToUse(c.var.api, values.serial, { user, realm });
    if (use.done) return showSent(c, use.done);
    const { serial } = use;
    const request = { type: "tiqr", serial, user, realm, pin, description, shadows };
    const reply = await c.var.api.call("POST /token/init", request);
    return reply.ok ? showCode(c, user, reply) : form(c, { ...values, user, realm }, { reply });
  });

  // For Enter in the address bar.
  app.get(`${TOKEN}/replace`, (c) => c.redirect(`${tokenPage(c.req.param("serial"))}/lost`, 303));
  app.post(`${TOKEN}/replace`, async (c) => replacePhone(c, await findToken(c)));

  // Shows another QR code. An old page must not take away a key that a phone has sent since, nor a
  // phone that has answered by now.
  app.post(`${TOKEN}/code`, async (c) => {
    const token = await findToken(c);
    const knows = token.rollout_state !== "enrolled" || (!token.proven && c.var.form(KNOWS_OF_KEY) !== "");
    return knows ? replacePhone(c, token) : showSent(c, token);
  });

  function showSent(c: ConsoleContext, { serial, proven }: TokenJson) {
    return c.redirect(`${tokenPage(serial)}?done=${proven ? "enrolled" : "sent"}`, 303);
  }

  async function replacePhone(c: ConsoleContext, token: TokenJson) {
    const begun = await stopPhone(c.var.api, "tokens", token);
    // Only a phone that has answered is worth an undo.
    return showCode(c, token.username, begun, token.proven ? token.user_realm : undefined);
  }

  /** `replacedIn`: the realm of a person whose phone works no longer. */
  function showCode(
    c: ConsoleContext,
    user: string,
    { detail, enrolmentId }: SuccessReply<"POST /token/init">,
    replacedIn?: string,
  ) {
    const { serial, tiqrenroll } = detail;
    const enrolment = { id: enrolmentId, serial, sees: c.var.account.may("tokenlist") };
    return showPage(c, "tokens", ({ enrol, state, undo }) => ({
      title: enrol.scan(user),
      script: "console-enrol.js",
      main: (
        <EnrolCode words={enrol} states={state} enrolment={enrolment} image={tiqrenroll.img}>
          {replacedIn !== undefined && <WayOn to={undoPage(replacedIn, user, enrolmentId)} text={undo.go} />}
        </EnrolCode>
      ),
    }));
  }
}

/** Why the form is shown again. */
interface Trouble {
  readonly reply?: ApiRefusal | undefined;
  readonly unknown?: Unknown | undefined;
}

interface EnrolFormProps extends Trouble {
  readonly words: ConsoleWords;
  readonly values: Values;
  /** What was chosen already. */
  readonly person: string | undefined;
}

const EnrolForm = ({
  words: { enrol: words, tokens: labels, meant },
  values,
  person,
  reply,
  unknown,
}: EnrolFormProps) => (
  <FormCard action={NEW} lead={words.lead} send={words.go} leave={words.instead} to={`${LINKS_PATH}/new`}>
    <input type="hidden" name="serial" value={values.serial} />
    <Field name="user" label={labels.user} value={values.user} required autocomplete="off" />
    <Field name="realm" label={labels.realm} hint={words.realmHint} value={values.realm} autocomplete="off" />
    {person && <Hidden fields={{ [PERSON]: person }} />}
    {unknown && <MeantQuestion words={meant} unknown={unknown} />}
    {/* No page has a PIN in it. One that was typed must not get lost unnoticed. */}
    <Field
      name="pin"
      type="password"
      label={words.pin}
      hint={values.pin ? meant.pinAgain : words.pinHint}
      required={Boolean(values.pin)}
      autocomplete="new-password"
    />
    <Field name="description" label={words.description} value={values.description} autocomplete="off" />
    <ShadowingNotice words={words} reply={reply} />
  </FormCard>
);

interface CodeProps {
  readonly words: ConsoleWords["enrol"];
  readonly states: ConsoleWords["state"];
  readonly enrolment: Enrolment;
  readonly image: string;
}

/** The page already holds, hidden, what ../client/console-enrol.ts will show. */
const EnrolCode = ({ words, states, enrolment, image, children }: PropsWithChildren<CodeProps>) => (
  <NarrowCard>
    <QrCode src={image} alt={words.alt} confirmed={words.unproven.title} />
    <div class="qr-over" data-over hidden>
      <strong>{words.expired}</strong>
    </div>
    <p {...watchEnrolment(enrolment.id, "started", 0)} role="status">
      {words.live} <strong data-state>{states.started}</strong>
      {(["fetched", "unproven", "enrolled", "expired"] as const).map((name) => (
        <span data-word={name} hidden>
          {states[name]}
        </span>
      ))}
    </p>
    <Notice kind="danger" data-twice hidden>
      <p>{words.twice}</p>
    </Notice>
    <Notice data-once>
      <p>{words.once}</p>
    </Notice>
    <EnrolmentActions words={words} enrolment={enrolment} />
    {children}
  </NarrowCard>
);
