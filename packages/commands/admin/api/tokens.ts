// npm run admin -- tokens …
import { askAtTerminal } from "../../../../scripts/lib/read-password.ts";
import { terminalQr } from "../../../../scripts/lib/terminal-qr.ts";
import { type Command, type Context, flagOption, type Noun, type Options, valueOption } from "../command.ts";
import { forEachName, LIMIT, limitRows, removing, resultValueOf, UsageError } from "../rows.ts";

const REALM: Options = {
  realm: valueOption("REALM", "the realm; without it the default realm"),
};

const bools = ["true", "false"];
export const FILTERS: Options = {
  user: valueOption("NAME", "the tokens of one user"),
  username: valueOption("NAME", "of several users; * stands for any characters, here and below"),
  realm: valueOption("REALM", "of a realm"),
  serial: valueOption("SERIAL", "with such a serial"),
  description: valueOption("TEXT", "with such a description"),
  assigned: valueOption("BOOL", "that have a user", bools),
  active: valueOption("BOOL", "that are not disabled", bools),
  revoked: valueOption("BOOL", "that are revoked", bools),
  proven: valueOption("yes|no", "whose phone has answered, or never has", ["yes", "no"]),
  locked: valueOption("BOOL", "that are locked now", bools),
};

const changing = (
  change: "enable" | "disable" | "reset" | "revoke" | "unassign",
  done: string,
  summary: string,
): Command =>
  forEachName(summary, "SERIAL...", async ({ manage }, serial) =>
    resultValueOf(serial, await manage.tokens[change]({ serial }), done),
  );

/** The tokens that the filters name. */
export function filtered({ args, manage }: Context) {
  const { locked, ...filters } = Object.fromEntries(Object.keys(FILTERS).map((name) => [name, args.text(name)]));
  // A token that waits for its phone is no phone that never answered.
  const enrolled = filters.proven === "no" ? { rollout_state: "enrolled" } : {};
  return manage.tokens.all({ ...filters, ...enrolled, failcounter_exceeded: locked, pagesize: 1000 });
}

/** A PIN is never an argument, which other people on the machine could see. */
const askForPin = (name: string): Promise<string> => askAtTerminal(`PIN of ${name}: `);

/** A mistyped serial would end another person's phone at once, so such a token has to be meant. */
async function refuseIfEnrolled({ manage }: Context, serial: string): Promise<void> {
  const token = await manage.tokens.get(serial);
  if (token?.rollout_state !== "enrolled") return;
  throw new UsageError(
    `A phone of ${token.username} has registered ${serial}, and could no longer log in. Is that meant, add --replace. If it is the same ` +
      "phone again, first delete the account in the app.",
  );
}

export const tokenCommands: Noun = {
  summary: "the tokens of users",
  actions: {
    list: {
      summary: "Lists tokens.",
      options: { ...FILTERS, ...LIMIT },
      columns: ["serial", "username", "user_realm", "state", "proven", "failcount", "description"],
      run: (context) => limitRows(filtered(context), context),
    },
    show: {
      summary: "Shows all that is known of a token.",
      names: "SERIAL",
      async *run({ args, manage }) {
        const token = await manage.tokens.get(args.name);
        if (!token) throw new UsageError(`There is no token ${args.name}.`);
        yield token;
      },
    },
    add: {
      summary:
        "Makes a token for a user, and shows its QR code, at a terminal as a picture. A phone has to scan it soon.",
      names: "USER",
      options: {
        ...REALM,
        pin: flagOption("asks for a PIN, at the terminal or from a pipe"),
        serial: valueOption("SERIAL", "the serial; if there is such a token, its registration starts again"),
        replace: flagOption("even if a phone has registered the token of that serial: that phone can no longer log in"),
        description: valueOption("TEXT", "the description"),
      },
      givesAddress: true,
      async *run(context) {
        const { args, manage } = context;
        const [realm, serial, description] = ["realm", "serial", "description"].map(args.text);
        if (serial !== undefined && !args.flag("replace")) await refuseIfEnrolled(context, serial);
        const pin = args.flag("pin") ? await askForPin(args.name) : undefined;
        const token = await manage.tokens.init({ user: args.name, realm, serial, description, pin });
        for (const warning of token.warnings) process.stderr.write(`${warning}\n`);
        if (process.stdout.isTTY && !args.flag("json")) process.stdout.write(terminalQr(token.qrText));
        yield { serial: token.serial, qr_text: token.qrText, enrollment_id: token.enrollmentId };
      },
    },
    enable: changing("enable", "enabled", "Switches tokens on."),
    disable: changing("disable", "disabled", "Switches tokens off."),
    reset: changing("reset", "reset", "Forgets the failures of tokens, which opens their locks."),
    revoke: changing("revoke", "revoked", "Ends tokens for good."),
    unassign: changing("unassign", "unassigned", "Takes tokens from their users."),
    remove: removing("Deletes tokens.", ({ manage }, serial) => manage.tokens.delete(serial), "SERIAL..."),
    unlock: {
      summary: "Opens the locks of many tokens: all, those of a realm, or those locked since a time.",
      options: {
        all: flagOption("of all realms, whenever they were locked"),
        realm: valueOption("REALM", "of this realm"),
        since: valueOption("TIME", "locked since then, such as 2027-01-31T08:00Z, or so many seconds ago"),
        apply: flagOption("unlocks them; without it nothing is changed, and they are counted"),
      },
      async *run({ args, manage, progress }) {
        const [realm, since, all] = [args.text("realm"), args.text("since"), args.flag("all")];
        const isFiltered = realm !== undefined || since !== undefined;
        if (all === isFiltered) throw new UsageError("unlock needs --realm or --since, or else --all.");
        const locked_since = all ? "1970-01-01T00:00Z" : since;
        const filters = { realm, locked_since, preview: !args.flag("apply") };
        let count = 0;
        for (let after: string | null | undefined; after !== null; ) {
          const page = await manage.tokens.resetMany({ ...filters, after });
          count += page.count;
          after = page.after;
          progress.step(count);
        }
        yield { [args.flag("apply") ? "unlocked" : "would_unlock"]: count };
      },
    },
    pin: {
      summary: "Sets the PIN of a token: one that it asks for, or with --random one that it shows.",
      names: "SERIAL",
      options: { random: flagOption("makes a PIN of eight digits, and shows it this one time") },
      async *run({ args, manage }) {
        const serial = args.name;
        if (args.flag("random")) {
          const { pin, undo } = await manage.tokens.setRandomPin({ serial });
          yield { serial, pin, undo };
        } else yield resultValueOf(serial, await manage.tokens.setPin({ serial }, await askForPin(serial)), "set");
      },
    },
    assign: {
      summary: "Gives a token without a user to one. A phone has to register again.",
      names: "SERIAL USER",
      options: REALM,
      async *run({ args, manage }) {
        const [serial = "", user = ""] = args.names;
        await manage.tokens.assign({ serial, user, realm: args.text("realm") });
        yield resultValueOf(serial, 1, `assigned to ${user}`);
      },
    },
  },
};
