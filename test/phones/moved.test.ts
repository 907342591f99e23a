// After a change of PUBLIC_URL: a phone posts every answer to the address that it has kept, and
// Android and iOS keep one per service, that of their first account. So earlier accounts need the
// old host, and on these phones later accounts do, too. Here the old host is gone: it answers with
// a stranger's page.

import { beforeAll, describe, expect, it } from "vitest";
import { PHONE_NAMES, type PhoneName, TEST_PHONES } from "../support/phones/all.ts";
import { SHOWN_REPLIES } from "../support/phones/shown-replies.ts";
import { resultLine } from "../support/phones/test-phone.ts";
import { admin, adminAt, openLogin, postOver, type Send, withSettings, worker } from "../support/service.ts";

const OLD = "https://tiqr.test/ttype/tiqr";
const NEW = "https://moved.test/ttype/tiqr";

/** The phones that keep one address for all accounts of a service. */
const KEEPERS: readonly PhoneName[] = ["kotlin", "ios"];
const OTHERS = PHONE_NAMES.filter((name) => !KEEPERS.includes(name));

/** The effect of such a page on each phone, as measured. */
const GONE: Readonly<Record<PhoneName, string>> = {
  kotlin: "UNKNOWN",
  java: "UNKNOWN",
  ios: "unknown error",
  php: "throws on HTTP 502",
};
const somebodyElse: Send = async () => new Response("<html><body>Bad Gateway</body></html>", { status: 502 });

let moved: Send;
let renamed: Send;
let administrator: Record<string, string>;
beforeAll(async () => {
  const PUBLIC_URL = "https://moved.test";
  moved = await withSettings({ PUBLIC_URL, TIQR_SERVICE_IDENTIFIER: "tiqr.test" });
  renamed = await withSettings({ PUBLIC_URL, TIQR_SERVICE_IDENTIFIER: "" });
  await admin();
  administrator = await adminAt(moved);
});

let users = 0;

/** A phone, and the server at the old host; it enrols before the move and after it. */
function phoneOf(name: PhoneName) {
  const world = { oldHost: worker };
  const posted: string[] = [];
  const phone = TEST_PHONES[name]({
    send: (request) => {
      if (request.method === "POST") posted.push(request.url);
      return request.url.startsWith("https://tiqr.test/") ? world.oldHost(request) : moved(request);
    },
  });
  const enrolAt = async (over: Send, headers: Record<string, string>) => {
    const user = `${name}${users++}`;
    const made = await postOver(over, "/token/init", { type: "tiqr", user, pin: "1234" }, headers);
    expect(resultLine(await phone.enroll(made.json.detail.tiqrenroll.value))).toBe("success");
    return user;
  };
  return {
    world,
    enrolBefore: async () => enrolAt(worker, await admin()),
    enrolAfter: () => enrolAt(moved, administrator),
    /** The phone's words, and the address to which it has posted its answer. */
    login: async (user: string, over = moved) => {
      posted.length = 0;
      const said = resultLine(await phone.login((await openLogin({ user, pass: "1234" }, over)).link));
      return [said, ...posted];
    },
  };
}

describe.each(PHONE_NAMES)("after the move, %s", (name) => {
  const [success] = SHOWN_REPLIES[name].ok;

  it("logs in with its account from before while the old host reaches the service, and no longer", async () => {
    const { world, enrolBefore, login } = phoneOf(name);
    const user = await enrolBefore();
    world.oldHost = moved;
    expect(await login(user)).toEqual([success, OLD]);
    world.oldHost = somebodyElse;
    expect(await login(user)).toEqual([GONE[name], OLD]);
  });

  it("sends nothing for an earlier account once the identifier of the service has moved as well", async () => {
    const { enrolBefore, login } = phoneOf(name);
    const [said, ...posted] = await login(await enrolBefore(), renamed);
    expect([said === success, posted]).toEqual([false, []]);
  });

  it("logs in at the new host with its first account", async () => {
    const { world, enrolAfter, login } = phoneOf(name);
    world.oldHost = somebodyElse;
    expect(await login(await enrolAfter())).toEqual([success, NEW]);
  });
});

describe("a second account, enrolled after the move", () => {
  it.each(KEEPERS)("answers at the old host on %s, and fails when that is gone", async (name) => {
    const { world, enrolBefore, enrolAfter, login } = phoneOf(name);
    await enrolBefore();
    world.oldHost = moved;
    const second = await enrolAfter();
    expect(await login(second)).toEqual([SHOWN_REPLIES[name].ok[0], OLD]);
    world.oldHost = somebodyElse;
    expect(await login(second)).toEqual([GONE[name], OLD]);
  });

  it.each(OTHERS)("answers at the new host on %s", async (name) => {
    const { world, enrolBefore, enrolAfter, login } = phoneOf(name);
    await enrolBefore();
    world.oldHost = somebodyElse;
    expect(await login(await enrolAfter())).toEqual([SHOWN_REPLIES[name].ok[0], NEW]);
  });
});
