// A command that signs its user in, also over ssh: a link and a QR code in the terminal, and then it
// waits. Plain Node (from 22.18) with openid-client and qrcode-svg.

import * as oidc from "openid-client";
import QRCode from "qrcode-svg";

const { ISSUER = "", CLIENT_ID = "" } = process.env;
// Only for a service on this machine: others must have https.
const execute = ISSUER.startsWith("http://127.0.0.1:") ? [oidc.allowInsecureRequests] : [];
const config = await oidc.discovery(new URL(ISSUER), CLIENT_ID, {}, oidc.None(), { execute });

const start = await oidc.initiateDeviceAuthorization(config, { scope: "openid profile" });
console.log(draw(start.verification_uri_complete ?? start.verification_uri));
console.log(`Open ${start.verification_uri} and enter ${start.user_code}. Allow it only if you see this code there.`);

const tokens = await oidc.pollDeviceAuthorizationGrant(config, start);
console.log(`Signed in as ${tokens.claims()?.preferred_username}.`);

/** Two modules a character cell, black on white in any theme. */
function draw(content: string): string {
  const { modules } = new QRCode({ content, ecl: "L" }).qrcode;
  const dark = (row: number, column: number) => modules[row - 2]?.[column - 2] === true;
  const cells = Array.from({ length: modules.length + 4 }, (_, index) => index);
  const cell = (row: number, column: number) =>
    dark(row, column) ? (dark(row + 1, column) ? "█" : "▀") : dark(row + 1, column) ? "▄" : " ";
  const line = (row: number) => `\x1b[38;5;16;48;5;231m${cells.map((column) => cell(row, column)).join("")}\x1b[0m`;
  return cells
    .filter((row) => row % 2 === 0)
    .map(line)
    .join("\n");
}
