// The steps of a login, each by itself, and a whole one. A login that was opened is polled,
// answered and finalized by the steps that follow, so no round opens more than it ends.

import type { LoadConnection } from "../load/connection.ts";
import { answerOf, type BenchCrew, type BenchPerson, type OpenLogin, PIN, take } from "./crew.ts";
import { expectReply, type Step } from "./step.ts";

const PHONE = "Accept: application/json\r\n";

async function open(connection: LoadConnection, person: BenchPerson): Promise<OpenLogin> {
  const reply = await connection.post("/validate/check", `user=${person.user}&pass=${PIN}`);
  expectReply(reply, '"CHALLENGE"');
  const { transaction_id: transactionId, attributes } = JSON.parse(reply.body).detail;
  return { person, transactionId, link: attributes.value };
}

async function pollOnce(connection: LoadConnection, transactionId: string, state: string): Promise<void> {
  const reply = await connection.get(`/validate/polltransaction?transaction_id=${transactionId}`);
  expectReply(reply, `"transaction_state":"${state}"`);
}

export const answerWith = async (connection: LoadConnection, form: string): Promise<void> =>
  expectReply(await connection.post("/ttype/tiqr", form, PHONE), "OK");

const check = (connection: LoadConnection, { person, transactionId }: OpenLogin) =>
  connection.post("/validate/check", `user=${person.user}&transaction_id=${transactionId}&pass=`);

async function finalizeOne(connection: LoadConnection, login: OpenLogin): Promise<void> {
  expectReply(await check(connection, login), '"value":true');
}

export const triggerStep: Step = {
  async run(connection, crew) {
    crew.open.push(await open(connection, crew.nextPerson()));
  },
};

/** The same for users with ten tokens. These are never answered. */
export const triggerOfTen: Step = {
  async run(connection, crew) {
    const reply = await connection.post("/validate/check", `user=${crew.nextRich()}&pass=${PIN}`);
    expectReply(reply, '"CHALLENGE"');
  },
};

export const wrongPin: Step = {
  async run(connection, crew) {
    const reply = await connection.post("/validate/check", `user=${crew.nextVictim().user}&pass=0000`);
    expectReply(reply, '"value":false');
  },
};

export const pollStep: Step = {
  run: (connection, crew) => pollOnce(connection, crew.nextOpen().transactionId, "open"),
};

export const pollByCheck: Step = {
  async run(connection, crew) {
    expectReply(await check(connection, crew.nextOpen()), '"value":false');
  },
};

export const answerStep: Step = {
  async prepare(crew: BenchCrew) {
    for (const login of crew.open) login.answer ??= await answerOf(login.person, login.link);
  },
  async run(connection, crew) {
    const login = take(crew.open);
    await answerWith(connection, login.answer ?? "");
    crew.answered.push(login);
  },
};

export const finalizeStep: Step = {
  run: (connection, crew) => finalizeOne(connection, take(crew.answered)),
};

/**
 * The phone computes its response within the time, which is the same for the service and the floor.
 */
export const wholeLogin: Step = {
  async run(connection, crew) {
    const login = await open(connection, crew.nextPerson());
    await pollOnce(connection, login.transactionId, "open");
    await answerWith(connection, await answerOf(login.person, login.link));
    await pollOnce(connection, login.transactionId, "answered");
    await finalizeOne(connection, login);
  },
};
