// Which logins of a token are locked just now, on its page in the console, in English.

export const locksEn = {
  title: "Locked",
  pin: "PIN",
  browser: "PIN in a known browser",
  vouched: "logins with a PIN, or begun by an application",
  open: "logins without a PIN",
  until: "until",
  forGood: "until you unlock it",
};

export type LockWords = typeof locksEn;
