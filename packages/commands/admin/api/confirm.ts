// npm run admin -- users confirm NAME, also as npm run admin -- confirm NAME: asks a person, waits
// for the answer, and ends with it.
import { setTimeout as pause } from "node:timers/promises";
import { type Command, valueOption } from "../command.ts";
import { UsageError } from "../rows.ts";

const EVERY_MS = 2000;

export const confirmCommand: Command = {
  summary: "Asks a user to confirm a text on the phone, and waits. Anything but a confirmation is exit code 1.",
  names: "NAME",
  options: {
    realm: valueOption("REALM", "the realm; it must be given"),
    message: valueOption("TEXT", "what is to be confirmed, at most 100 characters; it must be given"),
  },
  columns: ["user", "message", "state"],
  async *run({ manage, args, failed }) {
    const [user, realm, message] = [args.name, args.text("realm"), args.text("message")];
    if (!realm) throw new UsageError("--realm is missing.");
    if (!message) throw new UsageError("--message is missing.");
    const { id } = await manage.users.confirm(realm, user, { message });
    let state = await manage.users.confirmation(realm, user, id);
    while (state === "pending") {
      await pause(EVERY_MS);
      state = await manage.users.confirmation(realm, user, id);
    }
    if (state !== "approved") failed();
    yield { user, message, state };
  },
};
