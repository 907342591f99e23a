// npm run admin -- accounts …, clients …, and events …
import { readFileSync } from "node:fs";
import { readPassword } from "../lib/read-password.ts";
import type { Command, Context, Noun, Options } from "./command.ts";
import { each, RESULT, resultOf, UsageError } from "./rows.ts";

/** `a,b c` are three. */
const several = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== "");

const removing = (
  summary: string,
  remove: (context: Context, name: string) => Promise<void>,
  names = "ID...",
): Command => ({
  summary,
  names,
  columns: RESULT,
  run: (context) =>
    each(context, context.asked.names, async (name) => {
      await remove(context, name);
      return resultOf(name, 1, "removed");
    }),
});

const WHAT_IT_MAY: Options = {
  rights: { type: "string", value: "A,B", meaning: "its rights, or * for all" },
  realms: { type: "string", value: "A,B", meaning: "the realms to which they are bound; * for all" },
};

function mayOf({ asked }: Context) {
  const [rights, realms] = [asked.text("rights"), asked.text("realms")];
  return {
    ...(rights === undefined ? {} : { rights: several(rights) }),
    ...(realms === undefined ? {} : { realms: realms === "*" ? null : several(realms) }),
  };
}

export const accounts: Noun = {
  summary: "administrators and service accounts, and their API keys",
  actions: {
    list: {
      summary: "Lists accounts.",
      columns: ["name", "rights", "realms", "disabled", "password", "second_factor", "last_used_at"],
      async *run({ manage }) {
        yield* await manage.accounts.list();
      },
    },
    add: {
      summary: "Makes an account. Without --password it has no password, and needs an API key.",
      names: "NAME",
      options: {
        ...WHAT_IT_MAY,
        password: { type: "boolean", meaning: "asks for a password, at the terminal or from a pipe" },
      },
      async *run(context) {
        const { asked, manage } = context;
        const { rights, ...others } = mayOf(context);
        if (!rights) throw new UsageError("--rights is missing.");
        const password = asked.flag("password") ? { password: await readPassword(asked.name) } : {};
        await manage.accounts.make({ name: asked.name, rights, ...others, ...password });
        yield resultOf(asked.name, 1, "made");
      },
    },
    change: {
      summary: "Changes an account.",
      names: "NAME",
      options: {
        ...WHAT_IT_MAY,
        password: { type: "boolean", meaning: "asks for a new password" },
        disable: { type: "boolean", meaning: "disables it, which ends its sessions" },
        enable: { type: "boolean", meaning: "enables it" },
      },
      async *run(context) {
        const { asked, manage } = context;
        if (asked.flag("disable") && asked.flag("enable"))
          throw new UsageError("--enable and --disable contradict each other.");
        const disabled = asked.flag("disable") || (asked.flag("enable") ? false : undefined);
        const password = asked.flag("password") ? { password: await readPassword(asked.name) } : {};
        await manage.accounts.change(asked.name, {
          ...mayOf(context),
          ...(disabled === undefined ? {} : { disabled }),
          ...password,
        });
        yield resultOf(asked.name, 1, "changed");
      },
    },
    remove: removing("Deletes accounts.", ({ manage }, name) => manage.accounts.delete(name), "NAME..."),
    "add-key": {
      summary: "Makes an API key of an account, and shows it this one time.",
      names: "NAME",
      options: { expires: { type: "string", value: "TIME", meaning: "when it expires, such as 2027-12-31T00:00Z" } },
      async *run({ asked, manage }) {
        yield await manage.accounts.makeKey(asked.name, { expires_at: asked.text("expires") ?? null });
      },
    },
    keys: {
      summary: "Lists the API keys of an account.",
      names: "NAME",
      columns: ["id", "created_at", "expires_at", "last_used_at"],
      async *run({ asked, manage }) {
        const account = (await manage.accounts.list()).find(({ name }) => name === asked.name);
        if (!account) throw new UsageError(`There is no account ${asked.name}.`);
        yield* account.keys;
      },
    },
    "remove-key": {
      summary: "Deletes an API key of an account.",
      names: "NAME ID",
      async *run({ asked, manage }) {
        const [name = "", id = ""] = asked.names;
        await manage.accounts.deleteKey(name, id);
        yield resultOf(id, 1, "removed");
      },
    },
  },
};

function metadataIn(file: string): Record<string, unknown> {
  try {
    const read = JSON.parse(readFileSync(file === "-" ? 0 : file, "utf8"));
    if (typeof read === "object" && read !== null && !Array.isArray(read)) return read;
    throw new Error("it is not an object");
  } catch (error) {
    throw new UsageError(`${file} cannot be read as JSON: ${(error as Error).message}.`);
  }
}

export const clients: Noun = {
  summary: "the applications that sign people in by OpenID Connect",
  actions: {
    list: {
      summary: "Lists applications.",
      columns: ["client_id", "client_name", "redirect_uris", "scope", "client_secrets"],
      async *run({ manage }) {
        yield* await manage.clients.list();
      },
    },
    show: {
      summary: "Shows an application.",
      names: "ID",
      async *run({ asked, manage }) {
        yield await manage.clients.get(asked.name);
      },
    },
    add: {
      summary: "Makes an application, and shows its secret this one time.",
      names: "NAME",
      options: {
        redirect: {
          type: "string",
          multiple: true,
          value: "URI",
          meaning: "where people are sent back to; may be repeated",
        },
        file: { type: "string", value: "FILE", meaning: "JSON with more, under the names of docs/oidc.md; - is stdin" },
      },
      async *run({ asked, manage }) {
        const file = asked.text("file");
        const redirect_uris = asked.texts("redirect");
        const more = file === undefined ? {} : metadataIn(file);
        yield await manage.clients.make({
          ...more,
          ...(redirect_uris.length > 0 ? { redirect_uris } : {}),
          client_name: asked.name,
        });
      },
    },
    change: {
      summary: "Changes what the JSON in FILE names; - is stdin.",
      names: "ID FILE",
      async *run({ asked, manage }) {
        yield await manage.clients.change(asked.name, metadataIn(asked.names[1] ?? ""));
      },
    },
    rotate: {
      summary: "Gives an application a new secret. The one before is valid until the next rotation.",
      names: "ID",
      async *run({ asked, manage }) {
        yield await manage.clients.rotateSecret(asked.name);
      },
    },
    remove: removing("Deletes applications.", ({ manage }, id) => manage.clients.delete(id)),
  },
};

const switching = (enabled: boolean): Command => ({
  summary: enabled ? "Sends events to addresses again." : "Sends no events to addresses for now.",
  names: "ID...",
  columns: RESULT,
  run: (context) =>
    each(context, context.asked.names, async (id) => {
      await context.manage.endpoints.change(id, { enabled });
      return resultOf(id, 1, enabled ? "enabled" : "disabled");
    }),
});

export const events: Noun = {
  summary: "the addresses to which events are sent",
  actions: {
    list: {
      summary: "Lists addresses.",
      columns: ["id", "url", "events", "realms", "enabled"],
      async *run({ manage }) {
        yield* await manage.endpoints.list();
      },
    },
    add: {
      summary: "Adds an address, and shows the secret that signs its messages this one time.",
      names: "URL",
      options: {
        event: { type: "string", multiple: true, value: "EVENT", meaning: "only this event; may be repeated" },
        realm: { type: "string", multiple: true, value: "REALM", meaning: "only of this realm; may be repeated" },
      },
      async *run({ asked, manage }) {
        yield await manage.endpoints.make({
          url: asked.name,
          events: asked.texts("event"),
          realms: asked.texts("realm"),
        });
      },
    },
    enable: switching(true),
    disable: switching(false),
    rotate: {
      summary: "Gives an address a new secret, and shows it this one time.",
      names: "ID",
      async *run({ asked, manage }) {
        yield await manage.endpoints.rotateSecret(asked.name);
      },
    },
    test: {
      summary: "Sends a test message.",
      names: "ID",
      async *run({ asked, manage, failed }) {
        const delivery = await manage.endpoints.test(asked.name);
        if (!delivery.ok) failed();
        yield delivery;
      },
    },
    deliveries: {
      summary: "Lists the last deliveries, the newest first.",
      names: "ID",
      columns: ["at", "event", "status", "ok", "fault", "id"],
      async *run({ asked, manage }) {
        yield* await manage.endpoints.deliveries(asked.name);
      },
    },
    remove: removing("Deletes addresses.", ({ manage }, id) => manage.endpoints.delete(id)),
  },
};
