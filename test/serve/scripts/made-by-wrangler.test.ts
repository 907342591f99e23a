import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";
import { madeByWrangler } from "../../../scripts/state/wrangler.ts";

it("asks wrangler once for the same, again for anything else, and again when what it kept is spoilt", () => {
  const folder = mkdtempSync(join(tmpdir(), "made-by-wrangler-"));
  const asked: string[] = [];
  const make = (text: string) =>
    madeByWrangler(["test", text], () => ({ text, times: asked.push(text), nothing: undefined }), join(folder, "new"));
  try {
    expect([make("a"), make("a"), make("b")]).toStrictEqual([
      { text: "a", times: 1 },
      { text: "a", times: 1 },
      { text: "b", times: 2 },
    ]);
    for (const file of readdirSync(join(folder, "new"))) writeFileSync(join(folder, "new", file), '{ "text": ');
    expect(make("a")).toEqual({ text: "a", times: 3 });
    expect(make("a")).toEqual({ text: "a", times: 3 });
    // A copy of the project may have written it.
    const places = [inProject("src/index.ts"), dirname(inProject("src")), `${dirname(inProject("src"))}-2/src`];
    for (let times = 0; times < 2; times++) expect(madeByWrangler(["places"], () => places, folder)).toEqual(places);
    const [kept = ""] = readdirSync(folder).filter((file) => file.endsWith(".json"));
    expect(readFileSync(join(folder, kept), "utf8")).not.toContain(`"${dirname(inProject("src"))}"`);
    // A folder that cannot be made.
    expect(madeByWrangler(["test"], () => 1, join("/dev/null", "none"))).toBe(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
