import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";

// Everything runs in workerd with the real D1 and Durable Objects, under the bindings of wrangler.toml.
// The values below are for tests only.
export default defineConfig(async () => ({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        bindings: {
          TEST_MIGRATIONS: await readD1Migrations("./migrations"),
          PUBLIC_URL: "https://tiqr.test",
          TIQR_SERVICE_DISPLAY_NAME: "Test Service",
          DEFAULT_REALM: "realm1",
          MASTER_KEY: btoa("0123456789abcdef0123456789abcdef"),
          BOOTSTRAP_ADMIN: "admin:test",
          // Fewer iterations keep the suite fast; the cost itself is not under test.
          PIN_ITERATIONS: "1000",
          RATE_LIMITS: "off",
        },
      },
    }),
  ],
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/apply-migrations.ts"],
    coverage: {
      provider: "istanbul" as const,
      include: ["src/**", "phone/**"],
      reporter: ["text-summary", "html"],
    },
  },
}));
