// Our QR texts, short and long.

export const ENROLMENT_TEXT =
  "tiqrenroll://https://login.example.org/ttype/tiqr?action=metadata&session=" +
  "t8fB8OLZqEY1t8fB8OLZqA&serial=TiQR0A1B2C3D";
export const LOGIN_TEXT = "tiqrauth://alice_realm1@login.example.org/01234567890123456789/a1b2c3d4e5/Example%20Login/2";
/** A user name of 200 characters, every third of them percent-encoded as UTF-8. */
const LONG_NAME = `tiqrauth://${encodeURIComponent("anñ€".repeat(50))}_realm1@login.example.org/01234567890123456789/a1b2c3d4e5/Example%20Login/2`;

export const TEXTS: [what: string, text: string][] = [
  ["one character", "a"],
  ["an enrolment URL", ENROLMENT_TEXT],
  ["a login URL", LOGIN_TEXT],
  ["a login URL with a name of 200 characters", LONG_NAME],
  ["text outside ASCII", "tiqrauth://Zoë_Łódź@example.org/日本語"],
  ["characters at the ends of UTF-8's ranges", "\u0080\u07ff\u0800\uffee\u{10000}\u{1f511}"],
];
