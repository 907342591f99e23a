// A name that a directory has taken from somebody. The trail keeps their rows under it, and whoever
// has the name next must not take these for their own.

import { beforeAll, expect, it } from "vitest";
import { answered, type EnrolledPerson, endLogin, enrolledUser } from "../../support/login.ts";
import { application, authorizePath, followLink } from "../../support/oidc/applications.ts";
import { addSession } from "../../support/oidc/oidc.ts";
import { signedIn } from "../../support/pages/me.ts";
import { changePerson, directoryAccount, directoryAs, type OpenedDirectory } from "../../support/scim/directory.ts";
import { admin, asAdmin, resultOf } from "../../support/service.ts";
import { realPorts } from "../../support/storage/ports.ts";

const ports = await realPorts();
let directory: OpenedDirectory;
beforeAll(async () => {
  await admin();
  directory = await directoryAs(ports, await directoryAccount());
});

const rename = async (from: string, to: string) =>
  expect(await changePerson(directory, from, { userName: to })).toMatchObject({ did: "changed" });

const signIn = async (person: EnrolledPerson) => expect(resultOf(await endLogin(await answered(person)))).toBe(true);

/** The sign-ins that the person's own page shows. */
async function ownSignIns({ serial }: EnrolledPerson): Promise<number> {
  return (await ports.self.look(await addSession(serial), Date.now())).signIns.length;
}

it("its earlier sign-ins are shown to nobody who is new under it", async () => {
  const first = await enrolledUser("tess");
  await signIn(first);
  expect(await ownSignIns(first)).toBe(1);
  await rename("tess", "tess.old");
  const next = await enrolledUser("tess");
  expect(await ownSignIns(next)).toBe(0);
  await signIn(next);
  expect(await ownSignIns(next)).toBe(1);
  await signIn({ ...first, user: "tess.old" });
  expect(await ownSignIns(first)).toBe(1);
});

it("nor to accounts as those of the new one", async () => {
  const lastOf = async (user: string) => resultOf(await asAdmin("GET", `/user/realm1/${user}`)).last_application;
  await followLink((await signedIn("xenia")).browser, authorizePath(await application()));
  expect(await lastOf("xenia")).toBe("Wiki");
  await rename("xenia", "xenia.old");
  await enrolledUser("xenia");
  expect(await lastOf("xenia")).toBeUndefined();
});

it("nor to somebody who was renamed to it", async () => {
  const [first, next] = [await enrolledUser("ute"), await enrolledUser("vic")];
  await signIn(first);
  await rename("ute", "ute.old");
  await rename("vic", "ute");
  expect(await ownSignIns(next)).toBe(0);
  await signIn({ ...next, user: "ute" });
  expect(await ownSignIns(next)).toBe(1);
});
