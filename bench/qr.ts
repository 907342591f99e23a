// Measures what QR codes cost and how large they get, beside those that qrcode-svg alone makes of
// the same texts. Run: npx node bench/qr.ts. Machines differ and are noisy, so both are timed in
// turns; look at the ratio.

import QRCode from "qrcode-svg";
import { qrPng, qrSvg } from "../src/web/qr/image.ts";
import { qrModules } from "../src/web/qr/qr.ts";
import { enrolmentUrl, loginUrl } from "./qr-urls.ts";

const bytesOnly = (text: string): string => text.replace(/\d/g, "x");
const versionOf = (side: number): number => (side - 17) / 4;

const TEXTS: [what: string, text: string][] = [
  ["login", "tiqrauth://alice.smith_corp@login.example.org/01234567890123456789/a1b2c3d4e5/Example%20Login/2"],
  [
    "enrolment",
    "tiqrenroll://https://login.example.org/ttype/tiqr?action=metadata&session=t8fB8OLZqEY1t8fB8OLZqA&serial=TiQR0A1B2C3D",
  ],
  ["longest at level M", "x".repeat(2328)],
];

/** Returns the milliseconds of each work, as the median of rounds in which they take turns. */
async function timed(works: readonly (() => unknown)[], times: number): Promise<number[]> {
  const spent = works.map(() => [] as number[]);
  for (let round = 0; round < 15; round++)
    for (const [i, work] of works.entries()) {
      const begun = performance.now();
      for (let n = 0; n < times; n++) await work();
      if (round >= 4) spent[i]?.push((performance.now() - begun) / times);
    }
  return spent.map((list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN);
}

console.log(
  "text                qrcode-svg ms   ours ms   ratio   PNG of it ms   SVG of it ms   PNG bytes   SVG bytes",
);
for (const [what, text] of TEXTS) {
  const modules = qrModules(text);
  const works = [
    () => new QRCode({ content: text, ecl: "M" }),
    () => qrModules(text),
    () => qrPng(modules),
    () => qrSvg(modules),
  ];
  const [theirs = 0, ours = 0, png = 0, svg = 0] = await timed(works, text.length > 1000 ? 10 : 60);
  const cells = [theirs.toFixed(2), ours.toFixed(2), (theirs / ours).toFixed(1), png.toFixed(2), svg.toFixed(2)];
  const sizes = [(await qrPng(modules)).length, qrSvg(modules).length];
  console.log([what.padEnd(20), ...[...cells, ...sizes].map((cell) => String(cell).padStart(11))].join(" "));
}

const COUNT = 2000;
for (const [what, make] of [
  ["logins", loginUrl],
  ["enrolments", enrolmentUrl],
] as const) {
  const texts = Array.from({ length: COUNT }, make);
  console.log(
    `\n${COUNT} ${what} of ${Math.min(...texts.map((t) => t.length))} to ${Math.max(...texts.map((t) => t.length))} bytes`,
  );
  const ways: [way: string, version: (text: string) => number][] = [
    ["level M as qrcode-svg chooses", (text) => new QRCode({ content: text, ecl: "M" }).qrcode.typeNumber],
    ["level M, bytes, exact", (text) => versionOf(qrModules(bytesOnly(text), ["M"]).length)],
    ["level M, with digits, exact", (text) => versionOf(qrModules(text, ["M"]).length)],
    ["level L, with digits, exact", (text) => versionOf(qrModules(text, ["L"]).length)],
  ];
  for (const [way, version] of ways) {
    const versions = texts.map(version);
    const shares = [...new Set(versions)]
      .sort((a, b) => a - b)
      .map((n) => {
        const share = versions.filter((other) => other === n).length / COUNT;
        return `version ${n} ${(100 * share).toFixed(0)} %`;
      });
    console.log(`${way.padEnd(32)} ${shares.join("  ")}`);
  }
}
