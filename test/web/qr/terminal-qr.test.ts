// The QR code of the command line tools, read from its characters.

import { expect, it } from "vitest";
import { terminalQr } from "../../../scripts/lib/terminal-qr.ts";
import { qrModules } from "../../../src/web/qr/qr.ts";
import { paint, readQr } from "../support/read-qr.ts";

const URL = "tiqrauth://alice_realm1@login.example.org/01234567890123456789/a1b2c3d4e5f6a7b8c9d0/Example%20Login/2";
const BLACK_ON_WHITE = "\x1b[0;38;5;16;48;5;231m";
const RESET = "\x1b[0m";

const linesOf = (drawing: string): string[] => drawing.split("\n").slice(0, -1);

/** The dark half cells of a terminal, row by row. */
const halves = (drawing: string): boolean[][] =>
  linesOf(drawing).flatMap((line) => {
    const cells = [...line.slice(BLACK_ON_WHITE.length, -RESET.length)];
    return [cells.map((cell) => "▀█".includes(cell)), cells.map((cell) => "▄█".includes(cell))];
  });

it("sets black on white on each line and resets it before the line ends", () => {
  const drawing = terminalQr(URL);
  expect(drawing.endsWith("\n")).toBe(true);
  for (const line of linesOf(drawing)) {
    expect(line.startsWith(BLACK_ON_WHITE) && line.endsWith(RESET)).toBe(true);
    expect(line.slice(BLACK_ON_WHITE.length, -RESET.length)).toMatch(/^[ ▀▄█]+$/);
  }
});

it("draws two rows of modules per line, with a light border of four modules", () => {
  const modules = qrModules(URL);
  const light = new Array<boolean>(modules.length + 8).fill(false);
  const border = new Array<boolean>(4).fill(false);
  const rows = halves(terminalQr(URL));
  // An odd number of rows leaves one half line, which is light as well.
  expect(rows).toEqual([
    ...new Array(4).fill(light),
    ...modules.map((row) => [...border, ...row, ...border]),
    ...new Array(5).fill(light),
  ]);
});

it("is read by a phone", () => {
  const rows = halves(terminalQr(URL)).slice(0, -1);
  const { rgba, side } = paint(rows, 4);
  expect(readQr(rgba, side, side)).toBe(URL);
});
