// The recipes of docs/recipes.md for Hono, Express and Next.js, against the real server, with a
// simulated phone. Hono is the real one; of the other frameworks only so much is there as a login
// uses.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { transformSync } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";
import type { EnrolledPerson } from "../../../scripts/lib/service-client.ts";
import { withService } from "../support/with-service.ts";
import { FRAMEWORKS } from "./frameworks.ts";
import { withPackedClient } from "./packed.ts";
import { recipe } from "./recipe.ts";

const service = withService();
const packed = withPackedClient();

interface Reply {
  readonly status: number;
  readonly value: { readonly message?: string; readonly link?: string; readonly user?: string };
}

/** A browser at the application. */
interface Visit {
  begin(fields?: Readonly<Record<string, string>>): Promise<Reply>;
  finish(): Promise<Reply>;
  /** Whom the application takes this browser for. */
  signedIn(): string | undefined;
}

let alice: EnrolledPerson;
beforeAll(async () => {
  alice = await service().enrol("alice", { pin: "2468" });
});

describe.each(Object.entries(FRAMEWORKS))("with %s", (heading, { language, files }) => {
  let visit: () => Visit;
  beforeAll(async () => {
    const folder = await packed().freshProject({ type: "module" });
    symlinkSync(inProject("node_modules/hono"), join(folder, "node_modules/hono"));
    const { code } = transformSync(recipe(heading, language, service().origin), { loader: language });
    for (const [path, content] of Object.entries({ ...files, "recipe.js": code })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    visit = (await import(pathToFileURL(join(folder, "site.js")).href)).visit;
  });

  it("a person is signed in once, after the phone has answered", async () => {
    const { begin, finish, signedIn } = visit();
    const opened = await begin({ user: "alice", pin: "2468" });
    expect(opened).toMatchObject({ status: 200, value: { triggered: true } });
    expect(await finish()).toMatchObject({ status: 403, value: { message: expect.any(String) } });
    expect(signedIn()).toBeUndefined();
    await alice.phone.login(opened.value.link as string);
    expect(await finish()).toEqual({ status: 200, value: { user: "alice" } });
    expect(signedIn()).toBe("alice");
    expect(await finish()).toEqual({ status: 403, value: { message: "Begin again." } });
  });

  it("a wrong PIN begins nothing, and the login of one browser does not sign another in", async () => {
    const [first, second] = [visit(), visit()];
    expect(await first.begin({ user: "alice", pin: "1357" })).toMatchObject({ status: 403 });
    expect(await first.finish()).toEqual({ status: 403, value: { message: "Begin again." } });
    const opened = await first.begin({ user: "alice", pin: "2468" });
    await alice.phone.login(opened.value.link as string);
    expect(await second.finish()).toEqual({ status: 403, value: { message: "Begin again." } });
    expect(second.signedIn()).toBeUndefined();
  });

  it("a form without a name is refused", async () => {
    expect(await visit().begin({})).toMatchObject({ status: 403, value: { message: expect.any(String) } });
  });
});
