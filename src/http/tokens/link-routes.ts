// /token/enrollmentlink, beyond privacyIDEA: makes, lists and withdraws one-time enrolment links.

import { listLinks, type SentLink, searchLinks, withdrawLink } from "../../core/admin/links.ts";
import { makeKey } from "../../core/enrolment/link.ts";
import { mailLink, readMail } from "../../core/enrolment/mail-link.ts";
import { makeLink } from "../../core/enrolment/make-link.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { MailedLink } from "../../core/ports/people/mail.ts";
import { invalidParameter } from "../../core/reasons.ts";
import type { Language } from "../../lib/words.ts";
import { isoOf } from "../answer/iso-time.ts";
import { descendingIn, pagesJson, readPaging } from "../answer/paging.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import { readPatterns } from "../request/pattern.ts";
import { readSearchText } from "../request/search.ts";
import { readNamed } from "../request/subject.ts";
import type { LinkJson } from "./shapes.ts";

export function linkRoutes({ on }: DefinedRoutes, ports: Ports): void {
  /** Even if the mail fails, the answer has the link: otherwise nobody would know of it. */
  const mailAnyhow = (key: string, language: Language): Promise<MailedLink> =>
    mailLink(ports, key, language, Date.now()).catch((error) => {
      console.error("mail: the link was not looked up:", error);
      return "unavailable";
    });

  on("POST /token/enrollmentlink", async (c, call) => {
    const { parameter } = c.var;
    const mail = readMail(ports, parameter);
    if (!mail.ok) return mail;
    const key = makeKey(ports.randomBytes);
    const made = await makeLink(ports, parameter, call(), key, mail.mailed);
    if (!made.ok) return made;
    const mailed = mail.language && { mail: await mailAnyhow(key, mail.language) };
    const undo = made.undo === undefined ? {} : { undo: made.undo };
    c.header("Cache-Control", "no-store"); // the first person to open the link enrols
    const link = mail.mailed === "only" ? "" : made.link;
    return { value: true, detail: { link, id: made.id, expires: isoOf(made.expiresAtMs), ...undo, ...mailed } };
  });

  on("GET /token/enrollmentlink", async (c, call) => {
    const { parameter } = c.var;
    const read = await readPaging(ports.sealer, parameter);
    if (!read.ok) return read;
    const patterns = readPatterns(parameter, ["realm", "serial"]);
    if (!patterns.ok) return patterns;
    const { realm, serial } = patterns.patterns;
    const owner = readNamed(parameter, ports.settings);
    if (!owner.ok) return owner;
    const { named } = owner;
    // Next to a user, the realm is part of the user's name.
    const id = parameter("id");
    const searched = readSearchText(parameter("search"));
    if (!searched.ok) return searched;
    const { search } = searched;
    if (search !== undefined && (id ?? named ?? serial) !== undefined)
      return invalidParameter("search", "it does not go with user, serial or id");
    const filter = { id, named, realm: named ? undefined : realm, serial };
    const listed =
      search === undefined
        ? await listLinks(ports, filter, { ...read.paging, descending: descendingIn(parameter) }, call())
        : await searchLinks(ports, { search, realm }, read.paging, call());
    if (!listed.ok) return listed;
    const current = read.paging.number;
    // A page of a search has all links of the people that it found.
    const paging = search === undefined ? read.paging : { ...read.paging, size: listed.count };
    const pages = await pagesJson(ports.sealer, paging, listed);
    return { value: { links: listed.rows.map(linkJson), current, ...pages } };
  });

  on("DELETE /token/enrollmentlink/:id", async (c, call) => {
    const withdrawn = await withdrawLink(ports, c.req.param("id"), call());
    return withdrawn.ok ? { value: withdrawn.changed } : withdrawn;
  });
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
  name: link.person?.name ?? "",
  email: link.person?.email ?? "",
});
