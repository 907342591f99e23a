// Reading a body that a stranger sends.

import { expect, it } from "vitest";
import { readBounded } from "../../src/lib/read-bounded.ts";

const bodyOf = (chunks: number[], end: (controller: ReadableStreamDefaultController) => void) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const length of chunks) controller.enqueue(new Uint8Array(length).fill(7));
      end(controller);
    },
  });

it("is read up to its bound", async () => {
  const whole = (chunks: number[]) =>
    readBounded(
      bodyOf(chunks, (controller) => controller.close()),
      5,
    );
  expect(await whole([2, 3])).toEqual(new Uint8Array(5).fill(7));
  expect(await whole([2, 3, 1])).toBe("too-large");
  expect(await readBounded(null, 5)).toEqual(new Uint8Array());
});

it("that breaks off is lost", async () => {
  const broken = bodyOf([2], (controller) => controller.error(new Error("Network connection lost.")));
  expect(await readBounded(broken, 5)).toBe("lost");
});
