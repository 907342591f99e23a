// The three steps of an enrolment: the QR code, the phone's look at the metadata, and its secret.
import { randomBytes } from "node:crypto";
import { enrolmentForm } from "../../src/tiqr/requests.ts";
import { readEnrolmentQrText } from "../../src/tiqr/urls.ts";
import type { LoadConnection } from "../load/connection.ts";
import { type BenchCrew, PIN, take } from "./crew.ts";
import { expectReply, type Step } from "./step.ts";

const PHONE = "Accept: application/json\r\n";
/** Few, because each round guesses at all of them, and enough for none to be locked. */
const VICTIMS = 8;
const pathOf = (url: string): string => new URL(url).pathname + new URL(url).search;

/** Makes a token, one more if the user has some. */
export async function initFor(user: string, connection: LoadConnection, crew: BenchCrew): Promise<void> {
  const reply = await connection.post("/token/init", `type=tiqr&user=${user}&pin=${PIN}`, crew.admin);
  expectReply(reply, "tiqrenroll://");
  const url = readEnrolmentQrText(JSON.parse(reply.body).detail.tiqrenroll.value) ?? "";
  crew.started.push({ user, path: pathOf(url) });
}

export const initStep: Step = {
  run: (connection, crew) => initFor(crew.nextUser(), connection, crew),
};

export const metadataStep: Step = {
  async run(connection, crew) {
    const { user, path } = take(crew.started);
    const reply = await connection.get(path, PHONE);
    expectReply(reply, "enrollmentUrl");
    const { service, identity } = JSON.parse(reply.body);
    const account = {
      service: service.identifier,
      serviceName: service.displayName,
      identity: identity.identifier,
      name: identity.displayName,
      authenticationUrl: service.authenticationUrl,
      suite: service.ocraSuite,
      secretHex: randomBytes(32).toString("hex"),
      blocked: false,
    };
    crew.fetched.push({ user, path: pathOf(service.enrollmentUrl), account });
  },
};

export const enrolment: Step = {
  async run(connection, crew) {
    const { user, path, account } = take(crew.fetched);
    expectReply(await connection.post(path, String(enrolmentForm(account.secretHex, "en")), PHONE), "OK");
    const { people, victims } = crew;
    (victims.length < Math.min(VICTIMS, people.length) ? victims : people).push({ user, account });
  },
};
