// One name has two readings: `x@corp.example` in the default realm, and `x` in the realm
// corp.example. The reading that has a user is meant, and the whole name is tried first. So a new
// realm takes over no name, and no new user hides another one unless asked to.

import { beforeAll, describe, expect, it } from "vitest";
import { auditRowsOnce } from "../../support/audit.ts";
import { EnrolBrowser, newLink } from "../../support/pages/enrol-page.ts";
import {
  asAdmin,
  auditRowsBehind,
  check,
  enrol,
  errorOf,
  initToken,
  lastAuditNumber,
  openLogin,
  resultOf,
  tokenOf,
} from "../../support/service.ts";

const serialsOf = async (user: string) =>
  resultOf(await asAdmin("GET", `/token/?user=${encodeURIComponent(user)}`)).tokens.map(
    ({ serial }: { serial: string }) => serial,
  );
const ownerOf = async (serial: string) => {
  const { username, user_realm } = await tokenOf(serial);
  return `${username} in ${user_realm}`;
};
const ambiguous = (count: number) => [
  400,
  905,
  count === 1
    ? "ERR905: 1 user has a name that could then mean another one. If that is meant, send shadows=true."
    : `ERR905: ${count} users have names that could then mean other ones. If that is meant, send shadows=true.`,
];

describe("a new realm", () => {
  it("leaves its tokens to a user of the default realm whose name ends in it, and leaves an open login", async () => {
    const ada = { user: "ada@corp.example", pass: "1234" };
    const { phone } = await enrol({ user: ada.user, pin: "1234", serial: "ADA" });
    const { link, id } = await openLogin(ada);
    await initToken({ user: "first", realm: "corp.example", serial: "FIRST", shadows: "true" });
    expect(await serialsOf("ada@corp.example")).toEqual(["ADA"]);
    expect((await check(ada)).json.detail.serial).toBe("ADA");
    expect((await phone.login(link)).told).toBe("logged-in");
    expect(resultOf(await check({ user: ada.user, transaction_id: id }))).toBe(true);
  });

  it("does not give that name to its own user, who has to give the realm, too", async () => {
    await enrol({ user: "bob@twice.example", pin: "1234", serial: "BOB-WHOLE" });
    await enrol({ user: "bob", realm: "twice.example", pin: "1234", serial: "BOB-SPLIT", shadows: "true" });
    expect(await serialsOf("bob@twice.example")).toEqual(["BOB-WHOLE"]);
    const { json } = await check({ user: "bob", realm: "twice.example", pass: "1234" });
    expect(json.detail.serial).toBe("BOB-SPLIT");
    const before = await lastAuditNumber();
    await initToken({ user: "bob@twice.example", serial: "BOB-WHOLE" });
    expect(await auditRowsBehind(before)).toEqual([
      "POST /token/init | 1 |  | BOB-WHOLE | bob@twice.example@realm1 | admin | ",
    ]);
    expect(await ownerOf("BOB-WHOLE")).toBe("bob@twice.example in realm1");
  });

  it("takes names that are new from then on", async () => {
    await initToken({ user: "first", realm: "new.example" });
    await initToken({ user: "second@new.example", serial: "SECOND" });
    expect(await ownerOf("SECOND")).toBe("second in new.example");
    await check({ user: "third@new.example", pass: "" });
    const [row] = await auditRowsOnce(1, { reason: "unknown-user", realm: "new.example" });
    expect(row?.user).toMatch(/^third…~/);
  });
});

describe("a user who would make a realm that shadows users of the default one", () => {
  beforeAll(async () => {
    for (const user of ["a@full.example", "b@FULL.example", "c@d@full.example"]) await initToken({ user });
    await initToken({ user: "e@full.example", realm: "elsewhere" });
    await initToken({ user: "@full.example" });
    await initToken({ user: "free", serial: "FREE" });
    await asAdmin("POST", "/token/unassign", { serial: "FREE" });
  });

  it("is refused with their number by /token/init, and the trail says so", async () => {
    const before = await lastAuditNumber();
    expect(errorOf(await initToken({ user: "z", realm: "full.example", serial: "Z" }))).toEqual(ambiguous(3));
    expect(await tokenOf("Z")).toBeUndefined();
    expect(await auditRowsBehind(before)).toEqual([
      "POST /token/init | 0 |  | Z | z@full.example | admin | shadows-users",
    ]);
  });

  it("is refused for an enrolment link and for an assignment", async () => {
    const before = await lastAuditNumber();
    const link = await asAdmin("POST", "/token/enrollmentlink", { user: "z", realm: "full.example" });
    expect(errorOf(link)).toEqual(ambiguous(3));
    const assigned = await asAdmin("POST", "/token/assign", { serial: "FREE", user: "z", realm: "Full.Example" });
    expect(errorOf(assigned)).toEqual(ambiguous(3));
    expect(await tokenOf("FREE")).toMatchObject({ username: "" });
    expect((await auditRowsBehind(before)).map((row) => row.split(" | ").at(-1))).toEqual([
      "shadows-users",
      "shadows-users",
    ]);
  });

  it("is accepted if the request says so; from then on the realm exists", async () => {
    const assign = { serial: "FREE", user: "z", realm: "full.example", shadows: "true" };
    expect(resultOf(await asAdmin("POST", "/token/assign", assign))).toBe(true);
    expect(resultOf(await initToken({ user: "y", realm: "full.example" }))).toBe(true);
  });

  it("is accepted by a link that was made so, and only by such a link", async () => {
    const [early, said] = [
      await newLink({ user: "w", realm: "linked.example" }),
      await newLink({ user: "v", realm: "said.example", shadows: "true" }),
    ];
    await initToken({ user: "u@linked.example" });
    await initToken({ user: "u@said.example" });
    const browser = new EnrolBrowser();
    await browser.get(early);
    const before = await lastAuditNumber();
    await browser.step(early, "start");
    expect(await auditRowsBehind(before)).toEqual([
      expect.stringMatching(/ \| 0 \| .* \| w@linked\.example \| .* \| shadows-users$/),
    ]);
    await new EnrolBrowser().start(said);
    expect(await serialsOf("v@said.example")).toHaveLength(1);
  });
});

describe("a user of the default realm whose name already means another user", () => {
  beforeAll(() => initToken({ user: "carl", realm: "taken.example", serial: "CARL" }));

  it("is refused, unless the request says so", async () => {
    const carl = { user: "carl@taken.example", realm: "realm1", serial: "OTHER" };
    expect(errorOf(await initToken(carl))).toEqual(ambiguous(1));
    expect(await serialsOf("carl@taken.example")).toEqual(["CARL"]);
    expect(resultOf(await initToken({ ...carl, shadows: "true" }))).toBe(true);
    expect(await serialsOf("carl@taken.example")).toEqual(["OTHER"]);
  });

  it("may have any name that means no other user", async () => {
    expect(resultOf(await initToken({ user: "dora@taken.example", realm: "realm1" }))).toBe(true);
    await initToken({ user: "erna", serial: "ERNA" });
    expect(resultOf(await initToken({ user: "erna@realm1", realm: "realm1" }))).toBe(true);
    expect(await serialsOf("erna@realm1")).toEqual(["ERNA"]);
  });
});
