// packages/client in projects without a compiler, against the real server: Node runs one, and the
// other is a Worker, which wrangler bundles and workerd runs.
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { inProject, wranglerEnvironment } from "../../../scripts/lib/project.ts";
import { loadMiniflare } from "../../../scripts/state/miniflare.ts";
import { withService } from "../support/with-service.ts";
import { hostNode, withPackedClient } from "./packed.ts";

const { convertV4MiniflareOptions, Miniflare } = loadMiniflare();
const service = withService();
const packed = withPackedClient();

const newKey = async (): Promise<string> =>
  (await service().postAsAdmin("/accounts/root/keys", {})).json.result.value.key;

const script = `
import { TiqrClient, TiqrError, TiqrManagement } from "@tiqr-edge/client";

const { ORIGIN: baseUrl, API_KEY: apiKey } = process.env;
const manage = new TiqrManagement({ baseUrl, apiKey });
const { serial } = await manage.tokens.init({ user: "jo", pin: "1234" });
const tiqr = new TiqrClient({ baseUrl, apiKey });
const refused = await tiqr.trigger({ user: "jo", pin: "1234" });
const unknown = await manage.accounts.deleteKey("jo", "1").catch((error) => error);
const gone = await new TiqrManagement({ baseUrl: "http://127.0.0.1:1", retries: 1 }).users.list().catch((error) => error);
console.log(
  JSON.stringify({
    serial: (await manage.tokens.get(serial)).serial === serial,
    refused: refused.reason,
    unknown: [unknown instanceof TiqrError, unknown.code, unknown.status],
    gone: gone.code,
    followed: (await manage.audit.follow().next()).value.number,
  }),
);
`;

it.each([
  ["of modules", "main.js", { type: "module" }],
  ["of the older kind", "main.mjs", { type: "commonjs" }],
])("a fresh JavaScript project %s manages the service", async (_, file, description) => {
  const folder = await packed().freshProject(description);
  writeFileSync(join(folder, file), script);
  const env = { ORIGIN: service().origin, API_KEY: await newKey() };
  const { stdout } = await promisify(execFile)(hostNode, [file], { cwd: folder, env });
  expect(JSON.parse(stdout)).toEqual({
    serial: true,
    refused: "token-not-enrolled",
    unknown: [true, "refused", 404],
    gone: "network",
    followed: 1,
  });
});

const worker = `
import { TiqrClient, TiqrManagement } from "@tiqr-edge/client";

export default {
  async fetch(request, { ORIGIN: baseUrl, API_KEY: apiKey }) {
    const { pathname, searchParams } = new URL(request.url);
    const tiqr = new TiqrClient({ baseUrl });
    const [user, transactionId] = [searchParams.get("user"), searchParams.get("id")];
    if (pathname === "/trigger") return Response.json(await tiqr.trigger({ user, pin: "1234" }));
    if (pathname === "/wait") return Response.json(await tiqr.wait(transactionId, { by: searchParams.get("by") }));
    if (pathname === "/finalize") return Response.json(await tiqr.finalize({ user, transactionId }));
    const serials = [];
    for await (const { serial } of new TiqrManagement({ baseUrl, apiKey }).tokens.all({ user })) serials.push(serial);
    return Response.json(serials);
  },
};
`;
const config = 'name = "fresh"\nmain = "worker.js"\ncompatibility_date = "2026-11-01"\n';

it("a fresh Worker signs alice in, in each way of waiting, and lists her tokens", async () => {
  const folder = await packed().freshProject({ type: "module" });
  writeFileSync(join(folder, "worker.js"), worker);
  writeFileSync(join(folder, "wrangler.toml"), config);
  const wrangler = [inProject("node_modules/wrangler/bin/wrangler.js"), "deploy", "--dry-run", "--outdir", "out"];
  const env = { ...process.env, ...wranglerEnvironment };
  await promisify(execFile)(process.execPath, wrangler, { cwd: folder, env });

  const fresh = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: readFileSync(join(folder, "out/worker.js"), "utf8"),
      compatibilityDate: "2026-11-01",
      bindings: { ORIGIN: service().origin, API_KEY: await newKey() },
    }),
  );
  try {
    // biome-ignore lint/suspicious/noExplicitAny: replies are looked into freely
    const ask = async (path: string): Promise<any> => (await fresh.dispatchFetch(`http://fresh.test${path}`)).json();
    const { phone, serial } = await service().enrol("alice");
    for (const by of ["socket", "polls", "long-polls"]) {
      const { transactionId, link } = await ask("/trigger?user=alice");
      const waiting = ask(`/wait?id=${transactionId}&by=${by}`);
      await phone.login(link);
      expect([by, await waiting]).toEqual([by, "accepted"]);
      expect(await ask(`/finalize?user=alice&id=${transactionId}`)).toEqual({ accepted: true, serial });
    }
    expect(await ask("/tokens?user=alice")).toEqual([serial]);
  } finally {
    await fresh.dispose();
  }
});
