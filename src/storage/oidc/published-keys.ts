// The public keys that clients publish at their jwks_uri, as this isolate has read them.
//
// Anyone can send an assertion in a client's name, and each could have this service fetch. So an
// address is read a few times a minute at most, and beyond that the kept keys decide. It could also
// lead into the operator's network: it is checked before each reading, and redirects are not
// followed (src/lib/public-address.ts).

import { type PublicKeys, usableKeys } from "../../core/oidc/clients/client-keys.ts";
import { fetchedUriFault } from "../../core/oidc/clients/client-uris.ts";
import type { OidcClient } from "../../core/ports/oidc/clients.ts";
import { readJsonOf } from "../../lib/read-bounded.ts";
import { ShortMemory } from "../../lib/short-memory.ts";
import type { Settings } from "../../settings.ts";

/** For how long a key that its client has withdrawn may still count. */
const KEPT_MS = 10 * 60 * 1000;
/** While the address cannot be read, the keys that were read last count for longer. */
const KEPT_WITHOUT_ANSWER_MS = 60 * 60 * 1000;
/** Enough for a change of keys, and little for whoever is called. */
const MAX_READINGS_A_MINUTE = 5;
/** The application waits for its tokens meanwhile. */
const TIMEOUT_MS = 3000;
/** Some hundred keys. An answer could fill the memory. */
const MAX_BYTES = 64 * 1024;
/** More clients than publish keys at most services. */
const MAX_CLIENTS = 200;

interface KnownKeys {
  keys: PublicKeys | undefined;
  readAtMs: number;
  minute: number;
  readings: number;
}

type Publisher = Pick<OidcClient, "clientId" | "jwksUri">;

export class PublishedKeys {
  readonly #settings: Pick<Settings, "webhookAllowPrivate">;
  readonly #known = new ShortMemory<KnownKeys>(KEPT_WITHOUT_ANSWER_MS, MAX_CLIENTS);

  constructor(settings: Pick<Settings, "webhookAllowPrivate">) {
    this.#settings = settings;
  }

  /** As they are kept, or else read. Undefined if neither is possible. */
  async of(client: Publisher, nowMs: number): Promise<PublicKeys | undefined> {
    const { keys, readAtMs } = this.#publishedBy(client, nowMs);
    if (nowMs < readAtMs + KEPT_MS) return keys;
    return (await this.again(client, nowMs)) ?? keys;
  }

  /** As the client has them now. Undefined if they can't be read, or were just now or too often. */
  async again(client: Publisher, nowMs: number): Promise<PublicKeys | undefined> {
    const published = this.#publishedBy(client, nowMs);
    const minute = Math.floor(nowMs / 60_000);
    if (published.minute !== minute) Object.assign(published, { minute, readings: 0 });
    if (published.readAtMs === nowMs || published.readings >= MAX_READINGS_A_MINUTE) return undefined;
    published.readings++;
    try {
      const keys = await this.#read(client.jwksUri ?? "");
      Object.assign(published, { keys, readAtMs: nowMs });
      this.#known.keep(nameOf(client), published, nowMs);
      return keys;
    } catch (error) {
      console.error(`keys of client ${client.clientId} were not read: ${String(error)}`);
      return undefined;
    }
  }

  #publishedBy(client: Publisher, nowMs: number): KnownKeys {
    const known = this.#known.find(nameOf(client), nowMs);
    if (known) return known;
    const unknown = { keys: undefined, readAtMs: 0, minute: 0, readings: 0 };
    this.#known.keep(nameOf(client), unknown, nowMs);
    return unknown;
  }

  async #read(address: string): Promise<PublicKeys> {
    const fault = fetchedUriFault(address, this.#settings);
    if (fault !== undefined) throw new Error(`the address ${fault} (WEBHOOK_ALLOW_PRIVATE, docs/oidc.md)`);
    const reply = await fetch(address, {
      headers: { Accept: "application/jwk-set+json, application/json" },
      redirect: "manual", // an answer must not lead to another host
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const keys = usableKeys(await readJsonOf(reply, MAX_BYTES));
    if (typeof keys === "string") throw new Error(`the answer ${keys}`);
    return keys;
  }
}

/** Keys that were read at an earlier address of the client do not count. */
const nameOf = ({ clientId, jwksUri }: Publisher): string => `${clientId} ${jwksUri}`;
