// Reading a body that a stranger sends.

import { expect, it } from "vitest";
import { readBounded } from "../../src/lib/read-bounded.ts";

const requestOf = (
  chunks: number[],
  end: (controller: ReadableStreamDefaultController) => void,
  headers: Record<string, string> = {},
) => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const length of chunks) controller.enqueue(new Uint8Array(length).fill(7));
      end(controller);
    },
  });
  // Node asks for `duplex`, which the types of Workers do not know.
  const init = { method: "POST", body, headers, duplex: "half" };
  return new Request("https://tiqr.test/", init);
};
const whole = (chunks: number[], headers?: Record<string, string>) =>
  readBounded(
    requestOf(chunks, (controller) => controller.close(), headers),
    5,
    untimed,
  );
const untimed = <T>(reading: Promise<T>) => reading;

/** Each body is read at once if its Content-Length allows that, and in chunks otherwise. */
const LENGTHS: [string, Record<string, string>][] = [
  ["that says its length", { "Content-Length": "2" }],
  ["that does not say its length", {}],
  ["that says more than it may have", { "Content-Length": "6" }],
];

it.each(LENGTHS)("a body %s is read up to its bound", async (_, headers) => {
  expect(await whole([2, 3], headers)).toEqual(new Uint8Array(5).fill(7));
});

it("a body over its bound is too large, whatever it says of its length beside a Transfer-Encoding", async () => {
  const chunked = { "Content-Length": "2", "Transfer-Encoding": "chunked" };
  for (const headers of [{}, { "Content-Length": "6" }, chunked])
    expect(await whole([2, 3, 1], headers)).toBe("too-large");
});

it("no body is an empty one", async () => {
  expect(await readBounded(new Request("https://tiqr.test/"), 5, untimed)).toEqual(new Uint8Array());
});

it.each(LENGTHS)("a body %s is lost when it breaks off", async (_, headers) => {
  const broken = requestOf([2], (controller) => controller.error(new Error("Network connection lost.")), headers);
  expect(await readBounded(broken, 5, untimed)).toBe("lost");
});

it.each(LENGTHS)("a body %s is lost when its time is up", async (_, headers) => {
  const late = requestOf([2], () => {}, headers);
  expect(await readBounded(late, 5, () => Promise.reject(new Error("late")))).toBe("lost");
});
