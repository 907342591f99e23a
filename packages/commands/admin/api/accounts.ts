// npm run admin -- accounts …
import { readPassword } from "../../../../scripts/lib/read-password.ts";
import { type Context, flagOption, type Noun, type Options, valueOption } from "../command.ts";
import { listing, removing, resultValueOf, showing, UsageError } from "../rows.ts";

/** `a,b c` are three. */
const several = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== "");

const WHAT_IT_MAY: Options = {
  rights: valueOption("A,B", "its rights, or * for all"),
  realms: valueOption("A,B", "the realms to which they are bound; * for all"),
  person: flagOption("one person signs in with it, and confirms by phone"),
};

function mayOf({ args }: Context) {
  const [rights, realms] = [args.text("rights"), args.text("realms")];
  return {
    ...(rights === undefined ? {} : { rights: several(rights) }),
    ...(realms === undefined ? {} : { realms: realms === "*" ? null : several(realms) }),
    ...(args.flag("person") ? { person: true } : {}),
  };
}

export const accountCommands: Noun = {
  summary: "administrators and service accounts, and their API keys",
  actions: {
    list: listing(
      "Lists accounts.",
      ["name", "rights", "realms", "disabled", "password", "person", "second_factor", "last_used_at"],
      ({ manage }) => manage.accounts.list(),
    ),
    add: {
      summary: "Makes an account. Without --password it has no password, and needs an API key.",
      names: "NAME",
      options: { ...WHAT_IT_MAY, password: flagOption("asks for a password, at the terminal or from a pipe") },
      async *run(context) {
        const { args, manage } = context;
        const { rights, ...others } = mayOf(context);
        if (!rights) throw new UsageError("--rights is missing.");
        const password = args.flag("password") ? { password: await readPassword(args.name) } : {};
        await manage.accounts.make({ name: args.name, rights, ...others, ...password });
        yield resultValueOf(args.name, 1, "made");
      },
    },
    change: {
      summary: "Changes an account.",
      names: "NAME",
      options: {
        ...WHAT_IT_MAY,
        password: flagOption("asks for a new password"),
        disable: flagOption("disables it, which ends its sessions"),
        enable: flagOption("enables it"),
      },
      async *run(context) {
        const { args, manage } = context;
        if (args.flag("disable") && args.flag("enable"))
          throw new UsageError("--enable and --disable contradict each other.");
        const disabled = args.flag("disable") || (args.flag("enable") ? false : undefined);
        const password = args.flag("password") ? { password: await readPassword(args.name) } : {};
        await manage.accounts.change(args.name, {
          ...mayOf(context),
          ...(disabled === undefined ? {} : { disabled }),
          ...password,
        });
        yield resultValueOf(args.name, 1, "changed");
      },
    },
    remove: removing("Deletes accounts.", ({ manage }, name) => manage.accounts.delete(name), "NAME..."),
    "add-key": showing(
      "Makes an API key of an account, and shows it this one time.",
      "NAME",
      ({ args, manage }) => manage.accounts.makeKey(args.name, { expires_at: args.text("expires") ?? null }),
      { options: { expires: valueOption("TIME", "when it expires, such as 2027-12-31T00:00Z") } },
    ),
    keys: {
      summary: "Lists the API keys of an account.",
      names: "NAME",
      columns: ["id", "created_at", "expires_at", "last_used_at"],
      async *run({ args, manage }) {
        const account = (await manage.accounts.list()).find(({ name }) => name === args.name);
        if (!account) throw new UsageError(`There is no account ${args.name}.`);
        yield* account.keys;
      },
    },
    "remove-key": {
      summary: "Deletes an API key of an account.",
      names: "NAME ID",
      async *run({ args, manage }) {
        const [name = "", id = ""] = args.names;
        await manage.accounts.deleteKey(name, id);
        yield resultValueOf(id, 1, "removed");
      },
    },
  },
};
