import { expect, it } from "vitest";
import { noticeOf } from "../../../src/web/login/notice.ts";

it("a refused login has its own notice, and only a failing platform is unavailable", () => {
  expect(noticeOf({ code: "wrong-pin" })).toBe("wrong-user");
  expect(noticeOf({ code: "token-revoked" })).toBe("unusable");
  expect(noticeOf({ code: "too-many-requests", retryAfterSeconds: 1 })).toBe("too-many");
  expect(noticeOf({ code: "unavailable" })).toBe("unavailable");
});

it("a reason for which no login of this page is refused is a bug, and not silently 503", () => {
  expect(() => noticeOf({ code: "second-factor-missing" })).toThrow(
    "the login page has no notice for the reason second-factor-missing",
  );
});
