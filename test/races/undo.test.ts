// An undo meets another one, a start of the link, a new phone's secret, and another stop. Whatever
// comes first, one phone works in the end, and never two.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { atOnce, tally } from "../support/login.ts";
import { codeIn, EnrolBrowser } from "../support/pages/enrol-page.ts";
import { asAdmin, enrol, type makePhone, ORIGIN, openLogin, request } from "../support/service.ts";

const AT_ONCE = 6;
const ROUNDS = [1, 2, 3];

async function stopped(user: string) {
  const { phone, serial } = await enrol({ user });
  const { detail } = (await asAdmin("POST", "/token/enrollmentlink", { serial, stop: "true" })).json;
  return { old: phone, serial, path: detail.link.slice(ORIGIN.length) as string, id: detail.undo as string };
}
const undo = (user: string, id: string) => asAdmin("POST", `/user/realm1/${user}/undo/${id}`, {});
const works = async (phone: ReturnType<typeof makePhone>, user: string) =>
  (await phone.login((await openLogin({ user, pass: "" })).link)).told === "logged-in";

it.each(ROUNDS)("many undos at once are one (round %i)", async (round) => {
  const user = `many${round}`;
  const { old, serial, id } = await stopped(user);
  const { generation } =
    (await env.DB.prepare("SELECT generation FROM token WHERE serial = ?").bind(serial).first()) ?? {};
  const done = await atOnce(AT_ONCE, () => undo(user, id));
  expect(tally(done.map(({ status }) => String(status)))).toEqual({ 200: 1, 409: AT_ONCE - 1 });
  expect(await env.DB.prepare("SELECT generation FROM token WHERE serial = ?").bind(serial).first("generation")).toBe(
    Number(generation) + 1,
  );
  expect(await works(old, user)).toBe(true);
});

it.each(ROUNDS)(
  "an undo and the start of the link: the old phone works, and the code enrols none (round %i)",
  async (round) => {
    const user = `start${round}`;
    const { old, path, id } = await stopped(user);
    const browser = new EnrolBrowser();
    await browser.get(path);
    const [start] = await Promise.all([browser.step(path, "start"), undo(user, id)]);
    expect([303, 410]).toContain(start.status);
    expect(codeIn(await browser.get(path))).toBe("");
    expect(await works(old, user)).toBe(true);
  },
);

it.each(ROUNDS)("an undo and the secret of a new phone: the old one works alone (round %i)", async (round) => {
  const user = `secret${round}`;
  const { old, path, id } = await stopped(user);
  const code = codeIn(await new EnrolBrowser().start(path));
  const metadata = (await request(code.slice(`tiqrenroll://${ORIGIN}`.length))).json;
  const body = new URLSearchParams({ secret: "ab".repeat(32), operation: "register" });
  await Promise.all([
    request(metadata.service.enrollmentUrl.slice(ORIGIN.length), { method: "POST", body }),
    undo(user, id),
  ]);
  expect(await works(old, user)).toBe(true);
});

it.each(ROUNDS)(
  "an undo and another stop: in the end the phone works, or can be given back (round %i)",
  async (round) => {
    const user = `again${round}`;
    const { old, serial, id } = await stopped(user);
    const [, again] = await Promise.all([
      undo(user, id),
      asAdmin("POST", "/token/enrollmentlink", { serial, stop: "true" }),
    ]);
    const state = await env.DB.prepare("SELECT rollout_state FROM token WHERE serial = ?")
      .bind(serial)
      .first("rollout_state");
    if (state === "clientwait") expect((await undo(user, again.json.detail.undo)).status).toBe(200);
    expect(await works(old, user)).toBe(true);
  },
);
