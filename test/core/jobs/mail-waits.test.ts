import { expect, it } from "vitest";
import { afterMail } from "../../../src/core/jobs/mail-waits.ts";

const HOUR_MS = 3_600_000;

it.each(["sent", "no-address", "link-over", "refused"] as const)("a mail that is %s is settled", (mail) => {
  for (const waits of [0, 1, 100]) expect(afterMail(mail, waits)).toEqual({ next: "go-on", mail });
});

it.each(["limit", "sender"] as const)("a job waits for a %s longer each time, for a day and little more", (mail) => {
  let waited = 0;
  let longest = 0;
  for (let waits = 0; ; waits++) {
    const after = afterMail(mail, waits);
    if (after.next === "give-up") break;
    if (after.next !== "wait") throw new Error("it went on");
    expect([after.fault, after.ms >= longest, after.ms <= HOUR_MS]).toEqual([mail, true, true]);
    longest = after.ms;
    waited += after.ms;
  }
  expect(waited).toBeGreaterThan(24 * HOUR_MS);
  expect(waited).toBeLessThan(27 * HOUR_MS);
});

it("a mail that the service alone cannot take is left after a few minutes", () => {
  expect([0, 1, 2, 3].map((waits) => afterMail("unavailable", waits).next)).toEqual(["wait", "wait", "wait", "go-on"]);
});
