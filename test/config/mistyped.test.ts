// A mistyped setting would otherwise pass unnoticed, because the setting itself is then absent and
// has its default.

import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config/read-config.ts";
import { adminAt, requestOver, withSettings } from "../support/service.ts";

const warningsWith = (variables: Record<string, unknown>) => readConfig({ ...env, ...variables }).warnings;

describe("a mistyped variable", () => {
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ["MAX_FIAL", "MAX_FAIL"],
    ["max_fail", "MAX_FAIL"],
    ["PIN_REQUIERD", "PIN_REQUIRED"],
    ["FAILCOUNTER_CLEAR_TIMEOUT", "FAILCOUNTER_CLEAR_TIMEOUT_MINUTES"],
    ["MASTER_KEY_PREVOUS", "MASTER_KEY_PREVIOUS"],
    ["BOOTSTRAP_ADMN", "BOOTSTRAP_ADMIN"],
  ])("is reported with the setting that was meant, and without its value: %s", (name, meant) => {
    expect(warningsWith({ [name]: "hunter2" })).toEqual([
      { code: "unknown-setting", message: `unknown setting: ${name}. Did you mean ${meant}?` },
    ]);
  });

  it("is reported even if its value is not text", () => {
    expect(warningsWith({ MAX_FIAL: 3, PIN_REQUIERD: true })).toHaveLength(2);
  });

  it("is reported in the log and by /system/", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    const send = await withSettings({ MAX_FIAL: "3" } as Partial<Env>);
    const { detail } = (await requestOver(send, "/system/?pinn=1", { headers: await adminAt(send) })).json;
    const warning = "unknown setting: MAX_FIAL. Did you mean MAX_FAIL?";
    expect(warned.mock.calls).toEqual([[`configuration: ${warning}`]]);
    expect(detail.warnings).toEqual([warning, "unknown parameter: pinn."]);
    expect(detail.warning_codes).toEqual(["unknown-setting", "unknown-parameter"]);
  });
});

describe("no warning is given", () => {
  it("of the variables that the service reads", () => {
    const all = { BOOTSTRAP_ADMIN: "root:a long password", MASTER_KEY_PREVIOUS: "" };
    expect(warningsWith(all)).toEqual([]);
  });

  it("of a variable that is like no setting, or of a binding", () => {
    expect(warningsWith({ GREETING: "hello", RATE_LIMIT: { limit: () => {} } })).toEqual([]);
  });
});
