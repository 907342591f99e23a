// Makes up the URLs that the QR code benchmarks measure. They have usual lengths and are the same
// in each run.

import { seeded } from "./random.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const random = seeded(1);
const some = (from: number, to: number, alphabet = LETTERS): string =>
  Array.from({ length: from + Math.floor(random() * (to - from + 1)) }, () =>
    alphabet.charAt(random() * alphabet.length),
  ).join("");

/**
 * The user has 6 to 18 characters, the realm 4 to 10, the host 16 to 28, and the service's name 6
 * to 24.
 */
export const loginUrl = (): string =>
  `tiqrauth://${some(6, 18)}_${some(4, 10)}@${some(12, 24)}.org/${some(20, 20, "0123456789")}/` +
  `${some(10, 10, "0123456789abcdef")}/${some(6, 24)}/2`;

export const enrolmentUrl = (): string =>
  `tiqrenroll://https://${some(12, 24)}.org/ttype/tiqr?action=metadata&session=${some(22, 22)}` +
  `&serial=TiQR${some(8, 8, "0123456789ABCDEF")}`;
