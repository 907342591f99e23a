import { expect, expectTypeOf, it } from "vitest";
import { type LoginPageReason, noticeOf } from "../../../src/web/login/notice.ts";

it("a refused login has its own notice, and only a failing platform is unavailable", () => {
  expect(noticeOf({ code: "wrong-pin" })).toBe("wrong-user");
  expect(noticeOf({ code: "token-revoked" })).toBe("unusable");
  expect(noticeOf({ code: "too-many-requests", retryAfterSeconds: 60 })).toBe("too-many");
  expect(noticeOf({ code: "unavailable" })).toBe("unavailable");
});

it("a reason for which no login of this page is refused does not compile, and is not silently 200", () => {
  expectTypeOf<"second-factor-missing">().not.toExtend<LoginPageReason>();
  const { code } = JSON.parse('{ "code": "second-factor-missing" }');
  expect(() => noticeOf({ code })).toThrow("the login page has no notice for the reason second-factor-missing");
});
