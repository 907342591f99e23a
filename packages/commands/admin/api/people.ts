// npm run admin -- users …, and links …
import { type Context, flagOption, type Noun, type Options, valueOption } from "../command.ts";
import {
  choiceOf,
  forEachName,
  LIMIT,
  limitRows,
  resultValueOf,
  showing,
  UsageError,
  wholeNumberOption,
} from "../rows.ts";
import { confirmCommand } from "./confirm.ts";
import { importing } from "./import-users.ts";

const REALM: Options = { realm: valueOption("REALM", "the realm; it must be given") };
const PHONES = ["none", "none-without-link", "link-expired"] as const;
const BLOCKED = ["yes", "directory", "planned"] as const;
/** What a block may have; all of it may be left out. */
export const BLOCK_OPTIONS: Options = {
  from: valueOption("DAY", "from a day or a time on; by default at once"),
  until: valueOption("DAY", "until a day or a time; by default until they are unblocked"),
  reason: valueOption("TEXT", "why, for colleagues"),
};
export const blockOf = ({ args }: Context) => ({
  from: args.text("from"),
  until: args.text("until"),
  reason: args.text("reason"),
});
const CALLER_ACTS = ["pin", "link", "pass", "enable", "unblock", "undo", "help"] as const;
const KEYS = ["email", "name", "groups", "external_id"] as const;

/** The paths of the API have the realm in them. */
function realmOf({ args }: Context): string {
  const realm = args.text("realm");
  if (!realm) throw new UsageError("--realm is missing.");
  return realm;
}

function keyOf(text: string): (typeof KEYS)[number] {
  const key = KEYS.find((one) => one === text);
  if (!key) throw new UsageError(`KEY must be one of ${KEYS.join(", ")}.`);
  return key;
}

export const userCommands: Noun = {
  summary: "the users for whom there are tokens",
  actions: {
    list: {
      summary: "Lists users.",
      options: {
        realm: valueOption("REALM", "of a realm; * stands for any characters"),
        username: valueOption("NAME", "with such a name, with * as above"),
        search: valueOption("TEXT", "by the beginning of a user, a word of the name, an e-mail address or a serial"),
        phones: valueOption("WHICH", "without a phone; of these, without an open link, or with an expired one", PHONES),
        blocked: valueOption("WHICH", "kept out now, by a directory, or from a date on", BLOCKED),
        ...LIMIT,
      },
      columns: [
        "username",
        "realm",
        "email",
        "name",
        "groups",
        "external_id",
        "phones",
        "link_expires_at",
        "blocked_at",
      ],
      run: (context) => {
        const { args, manage } = context;
        const [realm, username, search] = ["realm", "username", "search"].map(args.text);
        const phones = choiceOf(context, "phones", PHONES);
        const blocked = choiceOf(context, "blocked", BLOCKED);
        return limitRows(manage.users.all({ realm, username, search, phones, blocked }), context);
      },
    },
    show: showing("Shows a user.", "NAME", (context) => context.manage.users.get(realmOf(context), context.args.name), {
      options: REALM,
    }),
    remove: forEachName(
      "Deletes users with all their tokens. In the audit trail a pseudonym replaces each name.",
      "NAME...",
      async (context, name) => {
        const count = await context.manage.users.delete(realmOf(context), name);
        return { name, result: `removed, with ${count} tokens` };
      },
      { options: REALM },
    ),
    "sign-out": forEachName(
      "Ends the sign-ins of users in browsers, and what applications were granted.",
      "NAME...",
      async (context, name) =>
        resultValueOf(name, await context.manage.users.endSessions(realmOf(context), name), "signed out"),
      { options: REALM },
    ),
    undo: {
      summary: "Gives back a phone or a PIN of a user that was replaced within a day. `users show` has the ids.",
      names: "NAME ID",
      options: REALM,
      async *run(context) {
        const [name = "", id = ""] = context.args.names;
        yield resultValueOf(name, await context.manage.users.undo(realmOf(context), name, id), "undone");
      },
    },
    pass: forEachName(
      "Makes a day pass for each user: a code that stands for the phone for some hours. It is shown this one time.",
      "NAME...",
      async (context, name) => {
        const { args, manage } = context;
        const hours = wholeNumberOption(args.text("hours"), "hours");
        const uses = wholeNumberOption(args.text("uses"), "uses");
        return { name, ...(await manage.users.makePass(realmOf(context), name, { hours, uses })) };
      },
      {
        options: {
          ...REALM,
          hours: valueOption("HOURS", "how long it lasts; by default as long as DAY_PASS_HOURS allows"),
          uses: valueOption("NUMBER", "how often it counts; by default 10 times"),
        },
        columns: ["name", "pass", "expires_at", "uses", "result"],
      },
    ),
    "end-pass": forEachName(
      "Ends the day passes of users, and what they have opened.",
      "NAME...",
      async (context, name) => resultValueOf(name, await context.manage.users.endPass(realmOf(context), name), "ended"),
      { options: REALM },
    ),
    block: forEachName(
      "Keeps users out: no phone, session, link or registration of theirs is good any more. It can be undone.",
      "NAME...",
      async (context, name) => {
        const { tokens } = await context.manage.users.block(realmOf(context), name, blockOf(context));
        return { name, result: `blocked, ${tokens} tokens switched off` };
      },
      { options: { ...REALM, ...BLOCK_OPTIONS } },
    ),
    unblock: forEachName(
      "Lets blocked users in again, with exactly the tokens that the block has switched off.",
      "NAME...",
      async (context, name) => {
        const { lifted, tokens, deactivated } = await context.manage.users.unblock(realmOf(context), name);
        const on = deactivated ? "the directory still keeps them out" : `${tokens} tokens switched on`;
        return { name, result: lifted ? `unblocked, ${on}` : "was not blocked" };
      },
      { options: REALM },
    ),
    restore: forEachName(
      "Brings back users whom a directory has deleted, until they are removed.",
      "NAME...",
      async (context, name) => {
        const { restored, tokens } = await context.manage.users.restore(realmOf(context), name);
        return { name, result: restored ? `restored, ${tokens} tokens switched on` : "was not deleted" };
      },
      { options: REALM },
    ),
    caller: {
      summary: "Asks the caller of a help desk to show who they are at /call, and prints the number to read out.",
      names: "NAME",
      options: { ...REALM, act: valueOption("ACT", "what the caller wants", CALLER_ACTS) },
      columns: ["id", "number", "ends"],
      async *run(context) {
        const act = choiceOf(context, "act", CALLER_ACTS);
        yield await context.manage.users.askCaller(realmOf(context), context.args.names[0] ?? "", { act });
      },
    },
    callers: {
      summary: "Lists what the latest callers under this name have shown.",
      names: "NAME",
      options: REALM,
      columns: ["id", "account", "act", "state", "proved", "known", "country", "seconded_by", "good_until"],
      async *run(context) {
        yield* await context.manage.users.callers(realmOf(context), context.args.names[0] ?? "");
      },
    },
    confirm: confirmCommand,
    set: {
      summary: "Sets an attribute of a user: email, name, groups or external_id. An empty value removes it.",
      names: "NAME KEY [VALUE]",
      options: REALM,
      async *run(context) {
        const [name = "", attribute = "", value] = context.args.names;
        const [realm, key] = [realmOf(context), keyOf(attribute)];
        if (value === undefined) await context.manage.users.deleteAttribute(realm, name, key);
        else await context.manage.users.setAttribute(realm, name, key, value);
        yield { name, ...(await context.manage.users.attributes(realm, name)) };
      },
    },
    import: importing,
  },
};

const PINS = ["choose", "none"] as const;

export const linkCommands: Noun = {
  summary: "the registration links that are sent to people",
  actions: {
    list: {
      summary: "Lists the links that can still be used or are in use.",
      options: {
        user: valueOption("NAME", "of one user"),
        realm: valueOption("REALM", "of a realm"),
        search: valueOption("TEXT", "of people, by the beginning of a user, a word of the name or an e-mail address"),
        ...LIMIT,
      },
      columns: ["id", "user", "realm", "name", "email", "serial", "state", "made_by", "expires_at"],
      run: (context) => {
        const [user, realm, search] = ["user", "realm", "search"].map(context.args.text);
        return limitRows(context.manage.links.all({ user, realm, search, pagesize: 1000 }), context);
      },
    },
    make: forEachName(
      "Makes a link for each user, with which the user registers a phone. It works once, and is shown this one time.",
      "USER...",
      async (context, name) => {
        const { args, manage } = context;
        const pin = choiceOf(context, "pin", PINS);
        const validity = wholeNumberOption(args.text("validity"), "validity");
        return { name, ...(await manage.links.make({ user: name, realm: args.text("realm"), validity, pin })) };
      },
      {
        options: {
          realm: valueOption("REALM", "the realm; without it the default realm"),
          validity: valueOption("SECONDS", "how long it is valid; by default a day"),
          pin: valueOption("HOW", "whether the user may choose a PIN", PINS),
        },
        columns: ["name", "link", "expires", "result"],
        givesAddress: true,
      },
    ),
    replace: forEachName(
      "Makes a link for another phone of each token. The present one works until the user begins, or no longer with --stop.",
      "SERIAL...",
      async ({ args, manage }, serial) => ({
        name: serial,
        ...(await manage.links.make({ serial, stop: args.flag("stop") })),
      }),
      {
        options: { stop: flagOption("stops the present phone at once, and withdraws all other links of its user") },
        columns: ["name", "link", "expires", "undo", "result"],
        givesAddress: true,
      },
    ),
    withdraw: forEachName("Withdraws links.", "ID...", async ({ manage }, id) =>
      resultValueOf(id, await manage.links.withdraw(id), "withdrawn"),
    ),
  },
};
