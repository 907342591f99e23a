// Which logins of a token are locked just now, on its page in the console, in Dutch.

import type { LockWords } from "./locks-en.ts";

export const locksNl: LockWords = {
  title: "Geblokkeerd",
  pin: "pincode",
  browser: "pincode in een bekende browser",
  vouched: "logins met pincode, of door een applicatie begonnen",
  open: "logins zonder pincode",
  until: "tot",
  forGood: "totdat u het token deblokkeert",
};
