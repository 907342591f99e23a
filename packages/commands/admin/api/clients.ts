// npm run admin -- clients …
import { readFileSync } from "node:fs";
import { type Context, type Noun, type OutputRow, valueOption } from "../command.ts";
import { LIMIT, limitRows, listing, removing, showing, UsageError } from "../rows.ts";

function metadataIn(file: string): Record<string, unknown> {
  try {
    const read = JSON.parse(readFileSync(file === "-" ? 0 : file, "utf8"));
    if (typeof read === "object" && read !== null && !Array.isArray(read)) return read;
    throw new Error("it is not an object");
  } catch (error) {
    throw new UsageError(`${file} cannot be read as JSON: ${(error as Error).message}.`);
  }
}

async function* refusalsOf({ args, manage }: Context): AsyncGenerator<OutputRow> {
  for (let after: string | null | undefined; after !== null; ) {
    const page = await manage.clients.refusals(args.name, { page_size: 100, ...(after ? { after } : {}) });
    yield* page.refusals;
    after = page.after;
  }
}

export const clientCommands: Noun = {
  summary: "the applications that sign people in by OpenID Connect",
  actions: {
    list: listing(
      "Lists applications.",
      ["client_id", "client_name", "redirect_uris", "scope", "client_secrets"],
      ({ manage }) => manage.clients.list(),
    ),
    show: showing("Shows an application.", "ID", ({ args, manage }) => manage.clients.get(args.name)),
    add: {
      summary: "Makes an application, and shows its secret this one time.",
      names: "NAME",
      options: {
        redirect: { ...valueOption("URI", "where people are sent back to; may be repeated"), multiple: true },
        file: valueOption("FILE", "JSON with more, under the names of docs/oidc.md; - is stdin"),
      },
      async *run({ args, manage }) {
        const file = args.text("file");
        const redirect_uris = args.texts("redirect");
        const more = file === undefined ? {} : metadataIn(file);
        yield await manage.clients.make({
          ...more,
          ...(redirect_uris.length > 0 ? { redirect_uris } : {}),
          client_name: args.name,
        });
      },
    },
    change: showing("Changes what the JSON in FILE names; - is stdin.", "ID FILE", ({ args, manage }) =>
      manage.clients.change(args.name, metadataIn(args.names[1] ?? "")),
    ),
    refusals: {
      summary: "Lists what was wrong with an application's last requests, and what mends it. The newest are first.",
      names: "ID",
      options: LIMIT,
      columns: ["date", "event", "parameter", "fault", "came", "remedy"],
      run: (context) => limitRows(refusalsOf(context), context),
    },
    rotate: showing(
      "Gives an application a new secret. The one before is valid until the next rotation.",
      "ID",
      ({ args, manage }) => manage.clients.rotateSecret(args.name),
    ),
    remove: removing("Deletes applications.", ({ manage }, id) => manage.clients.delete(id)),
  },
};
