// The promises of `npm run admin -- client`, tested on a state folder of the real server.
import { beforeAll, expect, it } from "vitest";
import { postAuth, run, start } from "../../../../../test/serve/support/state.ts";
import { withStates } from "../../../../../test/serve/support/states.ts";
import { ADMIN_PASSWORD } from "../../../../../test/support/admin-password.ts";
import { clientCommand } from "../../../admin/database/clients.ts";

/** Each test runs a command ten times. */
const TIMEOUT_MS = 240_000;

const copy = withStates();
let state = "";
beforeAll(() => {
  state = copy();
});

const client = (...args: string[]) => run("admin", ["client", ...args, "--state", state]);
const REDIRECT = ["--redirect", "https://wiki.example.org/cb"];

it(
  "a client is made, listed, shown, given a new secret and removed",
  async () => {
    const made = await client("add", "Wiki", ...REDIRECT, "--realm", "Staff", "--pin");
    expect(made).toMatchObject({ code: 0, stderr: "" });
    const [, id = "", secret = ""] = /client_id: ([0-9a-f]{32})\nclient_secret: ([\w-]{43})\n$/.exec(made.stdout) ?? [];
    expect((await client("list")).stdout).toBe(`Wiki  ${id}  https://wiki.example.org/cb\n`);
    expect(JSON.parse((await client("show", id)).stdout)).toMatchObject({
      client_id: id,
      realms: ["staff"],
      require_pin: true,
    });
    const rotated = await client("rotate", id);
    expect(rotated.stdout).toMatch(/client_secret: [\w-]{43}\n$/);
    expect(rotated.stdout).not.toContain(secret);
    const server = await start(state, { env: { PUBLIC_URL: "http://127.0.0.1" } });
    try {
      const { token } = await postAuth(server, "root", ADMIN_PASSWORD);
      const reply = await fetch(`${server.origin}/oidc/clients/${id}`, { headers: { Authorization: token ?? "" } });
      expect(await reply.json()).toMatchObject({ result: { value: { client_name: "Wiki", client_secrets: 2 } } });
    } finally {
      await server.stop();
    }
    expect((await client("remove", id)).stdout).toContain("removed client Wiki");
    expect((await client("list")).stdout).toBe("");
  },
  TIMEOUT_MS,
);

it(
  "what cannot be done is refused in one line",
  async () => {
    const unknown = await client("show", "0".repeat(32));
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringMatching(/^There is no client 0+ .*\n$/)]);
    const bad = await client("add", "Wiki", "--redirect", "http://wiki.example.org/");
    expect([bad.code, bad.stderr]).toEqual([1, expect.stringMatching(/redirect_uris: it must be an https address/)]);
    const none = await client("add", "App", "--redirect", "org.example.app:/cb", "--method", "none");
    expect(none.stdout).not.toContain("client_secret");
    const [, id = ""] = /client_id: (\w+)/.exec(none.stdout) ?? [];
    expect((await client("rotate", id)).stderr).toMatch(/uses no secret/);
    expect((await client()).code).toBe(2);
    for (const args of [["nothing"], ["add"], ["show"], ["list", "x"], ["list", "--pin"]])
      await expect(clientCommand([...args, "--state", state]), args.join(" ")).rejects.toMatchObject({ exitCode: 2 });
  },
  TIMEOUT_MS,
);
