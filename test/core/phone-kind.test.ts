import { expect, it } from "vitest";
import { phoneKindOf } from "../../src/core/phone-kind.ts";

// The first two as the apps' own code writes them: UserAgentInjector.kt, TiqrUserAgent.swift.
it.each([
  ["tiqr/4.0.0 (tiqr 4.0.0/12; Android 14/34; Google Pixel 8) okhttp/4.9.3", "android"],
  ["tiqr/3.0.1 (tiqr 3.0.1/27; iOS 15.4.1/19E258; iPhone10,1)", "ios"],
  ["eduID/1.2 (eduID 1.2/3; iOS 17.4/21E219; iPad13,4)", "ios"],
  ["eduID/1.2 (eduID 1.2/3; Android 9/28; iOS-like X1) okhttp/4.9.3", "android"],
  ["okhttp/3.12.1", "android"],
  ["Dalvik/2.1.0 (Linux; U; Android 8.1.0; Nexus 5)", "android"],
  ["tiqr/27 CFNetwork/1335.0.3 Darwin/21.6.0", "ios"],
  ["GuzzleHttp/7", "other"],
  ["curiosity/1.0", "other"],
  ["", "other"],
])("%j is %s", (userAgent, kind) => {
  expect(phoneKindOf(userAgent)).toBe(kind);
});
