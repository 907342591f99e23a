// The load generator's knowledge of one server: an administrator, people with phones, and their
// enrolments and logins by how far they have come. Each step takes from one list and adds to the
// next.
import { randomBytes } from "node:crypto";
import { Phone, type PhoneAccount } from "../../phone/phone.ts";
import { readLoginQrText } from "../../src/tiqr/urls.ts";

export const PIN = "1234";

export interface BenchPerson {
  readonly user: string;
  readonly account: PhoneAccount;
}

export interface OpenLogin {
  readonly person: BenchPerson;
  readonly transactionId: string;
  readonly link: string;
  /** The form of the phone's answer, once it is computed. */
  answer?: string;
}

/** A sign-in at an application, with what it has brought so far. */
export interface OpenSignIn {
  readonly person: BenchPerson;
  /** The application's sealed request. */
  readonly request: string;
  /** From the page with the QR code on. */
  readonly onPage?: { readonly transactionId: string; readonly link: string; readonly cookie: string };
  /** The form of the phone's answer, once it is computed. */
  answer?: string;
}

/** The application that people sign in to. */
export interface BenchClient {
  readonly client_id: string;
  readonly client_secret: string;
}

/** The address of a QR code, or of the post that follows it. */
interface StartedPhone {
  readonly user: string;
  readonly path: string;
}

export class BenchCrew {
  /** The header of an administrator's calls. */
  admin = "";
  #users = 0;
  /** A database may have met another crew before. */
  readonly #name = randomBytes(3).toString("hex");
  readonly people: BenchPerson[] = [];
  /** People whose PIN others guess. They never log in, so that no login has failures to forget. */
  readonly victims: BenchPerson[] = [];
  /** Enrolments with a QR code, and those whose phone has the metadata. */
  readonly started: StartedPhone[] = [];
  readonly fetched: (StartedPhone & { readonly account: PhoneAccount })[] = [];
  /** People with ten tokens. */
  readonly rich: string[] = [];
  open: OpenLogin[] = [];
  answered: OpenLogin[] = [];
  client: BenchClient = { client_id: "", client_secret: "" };
  /** Sign-ins by how far they have come. */
  readonly asked: OpenSignIn[] = [];
  readonly waiting: OpenSignIn[] = [];
  readonly confirmed: OpenSignIn[] = [];
  readonly codes: string[] = [];
  readonly accessTokens: string[] = [];
  #turn = 0;

  nextUser(): string {
    return `${this.#name}-${this.#users++}`;
  }

  nextPerson(): BenchPerson {
    return this.#next(this.people);
  }

  nextVictim(): BenchPerson {
    return this.#next(this.victims);
  }

  nextRich(): string {
    return this.#next(this.rich);
  }

  /** A login that is open, and stays so. */
  nextOpen(): OpenLogin {
    return this.#next(this.open);
  }

  #next<Item>(list: readonly Item[]): Item {
    const item = list[this.#turn++ % list.length];
    if (item === undefined) throw new Error("a step has nothing to work on: the one before it did not run");
    return item;
  }
}

/** Takes one from a list that an earlier step has filled. */
export function take<Item>(list: Item[]): Item {
  const item = list.shift();
  if (item === undefined) throw new Error("a step has nothing to work on: the one before it did not run");
  return item;
}

const noRandomness = () => {
  throw new Error("a phone that only answers draws nothing");
};

/** Computes the form that a phone posts as its answer, as an app does, without sending it. */
export async function answerOf({ account }: BenchPerson, link: string): Promise<string> {
  let form = "";
  const phone = new Phone({
    fetch: async (_, init) => {
      form = String(init?.body);
      return new Response("OK");
    },
    randomBytes: noRandomness,
    protocol: 1,
    accounts: [account],
  });
  await phone.login(link);
  if (!form) throw new Error(`a phone cannot answer ${JSON.stringify(readLoginQrText(link))}`);
  return form;
}
