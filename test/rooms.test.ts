// A room is a folder whose files one glance takes in. One that has more is two rooms.

/// <reference types="vite/types/importMeta.d.ts" />

import { expect, it } from "vitest";

const MOST_FILES = 16;

const PATHS = Object.keys(import.meta.glob("/{src,bench,scripts,phone,packages,test}/**/*"));

it("no room has more files lying flat than a glance takes in", () => {
  const rooms = Map.groupBy(PATHS, (path) => path.replace(/\/[^/]*$/, ""));
  expect(rooms.size).toBeGreaterThan(150);
  const full = [...rooms].filter(([, files]) => files.length > MOST_FILES);
  expect(full.map(([room, files]) => `${room}: ${files.length}`)).toEqual([]);
});
