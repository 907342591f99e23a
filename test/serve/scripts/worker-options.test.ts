// Miniflare's options for `npm run serve`, from wrangler.toml.
import { expect, it } from "vitest";
import { miniflareOptions, readWranglerToml } from "../../../scripts/state/worker-options.ts";

it("serve binds no mail, which Miniflare would take and never send", () => {
  const config = { ...readWranglerToml(), send_email: [{ name: "MAIL" }] };
  const options = miniflareOptions(config, {}, 0, "/nowhere", "dist/worker/index.js");
  expect(JSON.stringify(options)).toContain('"JOBS"');
  expect(JSON.stringify(options)).not.toContain('"MAIL"');
});
