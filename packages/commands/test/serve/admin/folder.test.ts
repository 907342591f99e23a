// `npm run admin -- NOUN ACTION --state DIR`: the same commands in a folder, whose service runs for
// one command.
import { beforeAll, expect, it } from "vitest";
import { run } from "../../../../../test/serve/support/state.ts";
import { withStates } from "../../../../../test/serve/support/states.ts";

const copy = withStates();
let state: string;
beforeAll(() => {
  state = copy();
});

const admin = (args: string[], env: Record<string, string> = {}) => run("admin", [...args, "--state", state], { env });

/** Each command starts a server, which takes long on a busy machine. */
const LONGEST_MS = 240_000;

it("makes links with the address of the environment, in the name of an administrator, and leaves the folder free", {
  timeout: LONGEST_MS,
}, async () => {
  const PUBLIC_URL = "https://tiqr.example.org";
  const made = await admin(["links", "make", "ann", "--json"], { PUBLIC_URL });
  expect(made).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(made.stdout)).toMatchObject({ name: "ann", link: expect.stringMatching(`^${PUBLIC_URL}/enrol/`) });
  const listed = await admin(["links", "list", "--json"]);
  expect(JSON.parse(listed.stdout)).toMatchObject({ user: "ann", made_by: "root" });
});

it("refuses to give out an address that it does not know, and an account that there is not", async () => {
  expect(await admin(["links", "make", "ann"])).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Give PUBLIC_URL, .*\n$/),
  });
  expect(await admin(["users", "list", "--as", "nobody"])).toMatchObject({
    code: 1,
    stderr: "There is no account nobody.\n",
  });
});

it("refuses a folder without a database, and a service that is not named at all", async () => {
  expect(await run("admin", ["users", "list", "--state", `${state}-not`])).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^There is no database in .*\n$/),
  });
  expect(await run("admin", ["users", "list"])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^Give --url, /),
  });
});

it("hands an import on to npm run import", async () => {
  expect(await run("admin", ["import"])).toMatchObject({ code: 1, stderr: expect.stringMatching(/npm run import/) });
});
