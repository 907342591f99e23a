// /token/enrollmentlink, beyond privacyIDEA: makes, lists and withdraws one-time enrolment links.

import { listLinks, type SentLink, withdrawLink } from "../../core/admin/links.ts";
import { makeKey } from "../../core/enrolment/link.ts";
import { mailLink, readMail } from "../../core/enrolment/mail-link.ts";
import { makeLink } from "../../core/enrolment/make-link.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { MailedLink } from "../../core/ports/people/mail.ts";
import type { Language } from "../../lib/words.ts";
import { success } from "../answer/envelope.ts";
import { isoOf } from "../answer/iso-time.ts";
import { onlyMethods } from "../answer/methods.ts";
import { descendingIn, pagesJson, readPaging } from "../answer/paging.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import { Hono } from "../hono.ts";
import { readPatterns } from "../request/pattern.ts";
import { readNamed } from "../request/subject.ts";
import type { LinkJson } from "./shapes.ts";

const PATH = "/token/enrollmentlink";

/** Mount these after the middleware of /token/. */
export function linkRoutes(ports: Ports): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  /** Even if the mail fails, the answer has the link: otherwise nobody would know of it. */
  const mailAnyhow = (key: string, language: Language): Promise<MailedLink> =>
    mailLink(ports, key, language, Date.now()).catch((error) => {
      console.error("mail: the link was not looked up:", error);
      return "unavailable";
    });

  app.post(PATH, async (c) => {
    const { parameter } = c.var;
    const mail = readMail(ports, parameter);
    if (!mail.ok) return refused(c, mail.reason);
    const key = makeKey(ports.randomBytes);
    const made = await makeLink(ports, parameter, adminCallOf(c), key);
    if (!made.ok) return refused(c, made.reason);
    const mailed = mail.language && { mail: await mailAnyhow(key, mail.language) };
    c.header("Cache-Control", "no-store"); // the first person to open the link enrols
    const detail = { link: made.link, id: made.id, expires: isoOf(made.expiresAtMs), ...mailed };
    return success<"POST /token/enrollmentlink">(c, { value: true, detail });
  });

  app.get(PATH, async (c) => {
    const { parameter } = c.var;
    const read = await readPaging(ports.sealer, parameter);
    if (!read.ok) return refused(c, read.reason);
    const patterns = readPatterns(parameter, ["realm", "serial"]);
    if (!patterns.ok) return refused(c, patterns.reason);
    const { realm, serial } = patterns.patterns;
    const owner = readNamed(parameter, ports.settings);
    if (!owner.ok) return refused(c, owner.reason);
    const { named } = owner;
    // Next to a user, the realm is part of the user's name.
    const filter = { id: parameter("id"), named, realm: named ? undefined : realm, serial };
    const asked = { ...read.paging, descending: descendingIn(parameter) };
    const listed = await listLinks(ports, filter, asked, adminCallOf(c));
    if (!listed.ok) return refused(c, listed.reason);
    const current = read.paging.number;
    return success<"GET /token/enrollmentlink">(c, {
      value: { links: listed.rows.map(linkJson), current, ...(await pagesJson(ports.sealer, read.paging, listed)) },
    });
  });
  onlyMethods(app, PATH, ["GET", "POST"]);

  app.delete(`${PATH}/:id`, async (c) => {
    const withdrawn = await withdrawLink(ports, c.req.param("id"), adminCallOf(c));
    return withdrawn.ok
      ? success<"DELETE /token/enrollmentlink/:id">(c, { value: withdrawn.changed })
      : refused(c, withdrawn.reason);
  });
  onlyMethods(app, `${PATH}/:id`, ["DELETE"]);

  return app;
}

const linkJson = (link: SentLink): LinkJson => ({
  id: link.id,
  user: link.user,
  realm: link.realm,
  serial: link.serial ?? "",
  state: link.state,
  made_by: link.madeBy,
  made_at: isoOf(link.madeAtMs),
  expires_at: isoOf(link.expiresAtMs),
});
