// Two changes of one resource at once, and versions that a request names.

import { describe, expect, it } from "vitest";
import { changing, deleting, settled } from "../../../src/core/scim/flow.ts";
import { readVersion } from "../../../src/core/scim/version.ts";

/** A resource that others change `often` times, each time between the reading and the change. */
function contested(often: number) {
  let [version, reads, left] = [1, 0, often];
  return {
    reads: () => reads,
    change: (asked?: number) =>
      changing(
        asked,
        async () => {
          reads++;
          return { ok: true, resource: { changedAtMs: version } };
        },
        (was) => {
          if (left-- > 0) version++;
          const isStale = was.changedAtMs !== version;
          return settled<{ changedAtMs: number }>(
            Promise.resolve(
              isStale
                ? { ok: true, did: "refused", why: "stale" }
                : { ok: true, did: "changed", resource: { changedAtMs: version + 1 } },
            ),
          );
        },
      ),
  };
}

describe("a change that another one precedes", () => {
  it("is made upon the other", async () => {
    const one = contested(9);
    expect(await one.change()).toMatchObject({ ok: true, resource: { changedAtMs: 11 } });
    expect(one.reads()).toBe(10);
  });

  it("ends if others never stop", async () => {
    const one = contested(99);
    expect(await one.change()).toEqual({ ok: false, reason: { code: "resource-changed" } });
    expect(one.reads()).toBe(10);
  });

  it("is refused at once if it names a version", async () => {
    const one = contested(1);
    expect(await one.change(1)).toEqual({ ok: false, reason: { code: "resource-changed" } });
    expect(one.reads()).toBe(1);
    expect(await contested(0).change(2)).toEqual({ ok: false, reason: { code: "resource-changed" } });
    expect(await contested(0).change(1)).toMatchObject({ ok: true });
  });

  it("is refused if there is nothing any more", async () => {
    const done = changing(
      undefined,
      async () => ({ ok: true, resource: undefined }),
      () => Promise.reject(new Error("not reached")),
    );
    expect(await done).toEqual({ ok: false, reason: { code: "unknown-resource" } });
  });
});

describe("a deletion that a change precedes", () => {
  const contestedRemoval = (often: number) => {
    let [left, tries] = [often, 0];
    const remove = async () => {
      tries++;
      return { ok: true, did: left-- > 0 ? "stale" : "deleted" } as const;
    };
    return { remove, tries: () => tries };
  };

  it("deletes what has come of it, unless it names a version", async () => {
    const [any, one] = [contestedRemoval(3), contestedRemoval(3)];
    expect([await deleting(any.remove, undefined), any.tries()]).toMatchObject([{ ok: true }, 4]);
    expect([await deleting(one.remove, 5), one.tries()]).toMatchObject([{ reason: { code: "resource-changed" } }, 1]);
  });

  it("ends if others never stop", async () => {
    const never = contestedRemoval(99);
    expect(await deleting(never.remove, undefined)).toMatchObject({ reason: { code: "resource-changed" } });
    expect(never.tries()).toBe(10);
  });
});

describe("If-Match", () => {
  it.each([
    [undefined, undefined],
    ["*", undefined],
    ['W/"12"', 12],
    ['"12"', 12],
    ["12", Number.NaN],
    ['W/"1", W/"2"', Number.NaN],
    ["", Number.NaN],
    [`W/"${"9".repeat(400)}"`, Number.NaN],
  ])("%j", (header, version) => {
    expect(readVersion(header)).toBe(version);
  });

  it("of no version deletes nothing", async () => {
    const remove = () => Promise.reject(new Error("not reached"));
    expect(await deleting(remove, Number.NaN)).toEqual({ ok: false, reason: { code: "resource-changed" } });
  });
});
