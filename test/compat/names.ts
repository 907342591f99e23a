// What is generated has another name on each side: serials, enrolment sessions, transaction ids. Requests are translated from
// privacyIDEA's names into ours, and our replies back, so that both sides' replies can be compared letter by letter.

import { at, type Exchange } from "./exchanges.ts";

export class Names {
  readonly #ours: Map<string, string>;
  readonly #theirs: Map<string, string>;
  /** Sessions that a phone got with the metadata. privacyIDEA has one session for both steps. */
  readonly #phoneSessions = new Map<string, string>();

  /** `known`: pairs that are settled beforehand, theirs first. */
  constructor(known: readonly (readonly [string, string])[]) {
    this.#ours = new Map(known);
    this.#theirs = new Map(known.map(([theirs, ours]) => [ours, theirs]));
  }

  /** Our name for a name of theirs, if it has one. */
  ours(theirs: string): string | undefined {
    return this.#ours.get(theirs);
  }

  request(text: string, enrolling: boolean): string {
    const names = enrolling ? new Map([...this.#ours, ...this.#phoneSessions]) : this.#ours;
    return replaceAll(text, names);
  }

  reply(text: string): string {
    return replaceAll(text, this.#theirs);
  }

  /** Learns the names that a reply brings. */
  learn({ request, response }: Exchange, ours: unknown): void {
    const theirs = response.body;
    if (request.path === "/token/init") {
      this.#pair(at(theirs, "detail", "serial"), at(ours, "detail", "serial"));
      this.#pair(
        sessionIn(at(theirs, "detail", "tiqrenroll", "value")),
        sessionIn(at(ours, "detail", "tiqrenroll", "value")),
      );
    }
    this.#pair(at(theirs, "detail", "transaction_id"), at(ours, "detail", "transaction_id"));
    const session = sessionIn(at(ours, "service", "enrollmentUrl"));
    const recorded = sessionIn(at(theirs, "service", "enrollmentUrl"));
    if (session === undefined || recorded === undefined) return;
    this.#phoneSessions.set(recorded, session);
    this.#theirs.set(session, recorded);
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
