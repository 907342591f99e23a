// A dump of Stepup's table with many users, each with a secret in clear and an address for push.
import { randomBytes } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

const columns = "id,userid,displayname,secret,loginattempts,blocked,notificationtype,notificationaddress";

export function writeStepupUsers(folder: string, count: number): void {
  const file = openSync(join(folder, "user.csv"), "w", 0o600);
  try {
    writeSync(file, `${columns}\n`);
    for (let id = 1; id <= count; id++) {
      const [secret, address] = [randomBytes(32).toString("hex"), randomBytes(32).toString("hex")];
      writeSync(file, `${id},t0aa${id}-1k9z,"Person ${id}",${secret},0,0,APNS,${address}\n`);
    }
  } finally {
    closeSync(file);
  }
}
