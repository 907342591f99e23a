// Generated values have different names on each side: serials, enrolment sessions, transaction ids.
// Requests are translated from privacyIDEA's names into ours, and our replies back, so that both
// replies can be compared character by character. A login has one name there and three here: its QR
// code and the list of open logins use others than its transaction_id.

import { readLoginQrText } from "../../src/tiqr/urls.ts";
import { at, type Exchange } from "./exchanges.ts";

export class RecordedNames {
  readonly #ours: Map<string, string>;
  readonly #theirs: Map<string, string>;
  /** The sessions that phones got with the metadata. privacyIDEA has one session for both steps. */
  readonly #phoneSessions = new Map<string, string>();
  /** By recorded transaction_id. */
  readonly #sessionKeys = new Map<string, string>();

  /** `known`: pairs that are known from the start, theirs first. */
  constructor(known: readonly (readonly [string, string])[]) {
    this.#ours = new Map(known);
    this.#theirs = new Map(known.map(([theirs, ours]) => [ours, theirs]));
  }

  /** Returns our name for theirs, if there is one. */
  ours(theirs: string): string | undefined {
    return this.#ours.get(theirs);
  }

  /** Returns our sessionKey for a recorded one, which is a transaction_id. */
  sessionKey(theirs: string): string | undefined {
    return this.#sessionKeys.get(theirs);
  }

  /** `by`: the form that a phone sends. */
  request(text: string, by: "enrolling" | "answering" | undefined): string {
    const ofPhone = by && { enrolling: this.#phoneSessions, answering: this.#sessionKeys }[by];
    return replaceAll(text, new Map([...this.#ours, ...(ofPhone ?? [])]));
  }

  reply(text: string): string {
    return replaceAll(text, this.#theirs);
  }

  /** Learns the names in a reply. `attemptId`: that of the login that it opens. */
  learn({ request, response }: Exchange, ours: unknown, attemptId: string | undefined): void {
    const theirs = response.body;
    if (request.path === "/token/init") {
      this.#pair(at(theirs, "detail", "serial"), at(ours, "detail", "serial"));
      this.#pair(
        sessionIn(at(theirs, "detail", "tiqrenroll", "value")),
        sessionIn(at(ours, "detail", "tiqrenroll", "value")),
      );
    }
    this.#pair(at(theirs, "detail", "transaction_id"), at(ours, "detail", "transaction_id"));
    this.#learnLogin(
      String(at(theirs, "detail", "transaction_id")),
      at(ours, "detail", "attributes", "value"),
      attemptId,
    );
    const session = sessionIn(at(ours, "service", "enrollmentUrl"));
    const recorded = sessionIn(at(theirs, "service", "enrollmentUrl"));
    if (session === undefined || recorded === undefined) return;
    this.#phoneSessions.set(recorded, session);
    this.#theirs.set(session, recorded);
  }

  #learnLogin(theirs: string, link: unknown, attemptId: string | undefined): void {
    const sessionKey = readLoginQrText(String(link))?.sessionKey;
    if (sessionKey === undefined || attemptId === undefined) return;
    this.#sessionKeys.set(theirs, sessionKey);
    for (const name of [sessionKey, attemptId]) this.#theirs.set(name, theirs);
  }

  #pair(theirs: unknown, ours: unknown): void {
    if (typeof theirs !== "string" || typeof ours !== "string" || theirs === ours) return;
    this.#ours.set(theirs, ours);
    this.#theirs.set(ours, theirs);
  }
}

const sessionIn = (url: unknown): string | undefined => /[?&]session=([^&]+)/.exec(String(url))?.[1];

const replaceAll = (text: string, names: ReadonlyMap<string, string>): string =>
  [...names].reduce((replaced, [from, to]) => replaced.replaceAll(from, to), text);
