// Which logins of a token are locked just now, on its page in the console, in German.

import type { LockWords } from "./locks-en.ts";

export const locksDe: LockWords = {
  title: "Gesperrt",
  pin: "PIN",
  browser: "PIN in einem bekannten Browser",
  vouched: "Anmeldungen mit PIN, oder von einer Anwendung begonnen",
  open: "Anmeldungen ohne PIN",
  until: "bis",
  forGood: "bis Sie es entsperren",
};
