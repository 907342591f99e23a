// The frames of an error name the lines of our files, those of this test included.

/// <reference types="vite/types/importMeta.d.ts" />

import { expect, it } from "vitest";
import { qrModules } from "../../../src/web/qr/qr.ts";
import { Help } from "../../../src/web/ui/help.tsx";
import { SOURCES } from "./imports.ts";
import OWN from "./source-maps.test.ts?raw";

interface Thrower {
  readonly text: string;
}

/** The texts of the first lines that the frames name, as they stand in the files. */
function linesOf(run: () => unknown, count: number): string[] {
  try {
    run();
  } catch (error) {
    const frames = [...`${(error as Error).stack}`.matchAll(/\/((?:src|test)\/[^:\s]+):(\d+):\d+/g)];
    return frames.slice(0, count).map(([, path = "", line]) => {
      const source = SOURCES.find(([name]) => name === path)?.[1] ?? OWN;
      return source.split("\n")[Number(line) - 1]?.trim() ?? "";
    });
  }
  return expect.fail("nothing was thrown");
}

it("of a test, and of a module that it calls", () => {
  expect(linesOf(() => qrModules(""), 2)).toEqual([
    expect.stringContaining("throw new RangeError("),
    'expect(linesOf(() => qrModules(""), 2)).toEqual([',
  ]);
});

it("of a component", () => {
  const help: Thrower & { url: undefined } = {
    url: undefined,
    get text(): string {
      throw new Error("here");
    },
  };
  expect(linesOf(() => Help({ help, words: { help: "" } as never }), 2)).toEqual([
    'throw new Error("here");',
    "const text = help.text ?? words.help;",
  ]);
});
