// When a token may be used, as privacyIDEA reads the texts of its info. Each of these was read by
// dateutil 2.9, too.
import { describe, expect, it } from "vitest";
import { privacyIdeaRecord } from "../../../import/formats/privacyidea-token.ts";
import { clockIn, limitOf } from "../../../import/validity.ts";

const berlin = clockIn("Europe/Berlin");
const iso = (text: unknown, clock = berlin) => {
  const limit = limitOf(text, clock);
  return limit.ok ? limit.ms && new Date(limit.ms).toISOString() : limit.why;
};

describe("a limit", () => {
  it.each([
    ["2026-01-31T23:59+0100", "2026-01-31T22:59:00.000Z"],
    ["2026-01-31T23:59:01.5-05:30", "2026-02-01T05:29:01.000Z"],
    ["2026-01-31 23:59 UTC", "2026-01-31T23:59:00.000Z"],
    ["2026-01-31T23:59Z", "2026-01-31T23:59:00.000Z"],
    ["2026-01-31T23:59", "2026-01-31T22:59:00.000Z"],
    ["2026-07-31T23:59", "2026-07-31T21:59:00.000Z"],
    ["2014-12-31", "2014-12-30T23:00:00.000Z"],
    ["2014/12/31", "2014-12-30T23:00:00.000Z"],
    [20141231, 'its validity "20141231" cannot be read'],
    ["31/12/14 12:00", "2014-12-31T11:00:00.000Z"],
    ["05/06/14 12:00", "2014-06-05T10:00:00.000Z"],
    ["31.12.2014 23:30", "2014-12-31T22:30:00.000Z"],
    [" 31.12.14 ", "2014-12-30T23:00:00.000Z"],
  ])("is read: %j", (text, utc) => {
    expect(iso(text)).toBe(utc);
  });

  it.each([
    "never",
    "0",
    "1769900341",
    "2026-02-30",
    "2026-13-01",
    "2026-01-31T24:00",
    "2026-01-31T23:60",
    "2014-31-12",
    "2026-01-31T23:59+9999",
    "2026-01-31+01:00",
    "31/12.2014",
    "5/6/14",
    // privacyIDEA takes the month for the first where a zone is there, and years from 76 on for
    // those of the last century.
    "05/06/26 12:00+0100",
    "31/12/99 12:00",
    "31-12-2014",
    "12/2014",
    "+30d",
    "31/12/14 11:30pm",
  ])("that cannot be read is not taken for no limit: %s", (text) => {
    expect(iso(text)).toBe(`its validity "${text}" cannot be read`);
  });

  it.each(["", " ", null, undefined])("%j is no limit", (text) => {
    expect(limitOf(text, undefined)).toEqual({ ok: true, ms: undefined });
  });

  it("without a zone is of the clock of its server, which the operator has to name", () => {
    for (const text of ["2014-12-31", "2026-01-31T23:59", "31/12/14 12:00"])
      expect(limitOf(text, undefined)).toEqual({ ok: false, why: expect.stringContaining("give --time-zone") });
    expect(iso("2014-12-31", clockIn("America/New_York"))).toBe("2014-12-31T05:00:00.000Z");
  });

  it("is read on the days on which clocks are changed", () => {
    expect([iso("2026-03-29T01:59"), iso("2026-03-29T03:00")]).toEqual([
      "2026-03-29T00:59:00.000Z",
      "2026-03-29T01:00:00.000Z",
    ]);
    expect([iso("2026-10-25T01:59"), iso("2026-10-25T03:00")]).toEqual([
      "2026-10-24T23:59:00.000Z",
      "2026-10-25T02:00:00.000Z",
    ]);
  });
});

it("a token whose validity cannot be read is refused by its serial", () => {
  const server = { encFile: undefined, clock: berlin };
  for (const name of ["validity_period_start", "validity_period_end"])
    for (const value of ["never", ["2014-12-31"], { year: 2014 }])
      expect(
        privacyIdeaRecord(
          "token 1",
          { serial: "A", type: "tiqr", info_list: { [name]: value } },
          undefined,
          {},
          server,
        ),
      ).toMatchObject({ ok: false, serial: "A", why: expect.stringMatching(/^its validity .* cannot be read$/) });
});
