// npm run admin -- events …
import { type Command, type Noun, valueOption } from "../command.ts";
import { forEachName, listing, removing, resultValueOf, showing } from "../rows.ts";

const switching = (enabled: boolean, summary: string): Command =>
  forEachName(summary, "ID...", async ({ manage }, id) => {
    await manage.endpoints.change(id, { enabled });
    return resultValueOf(id, 1, enabled ? "enabled" : "disabled");
  });

export const eventCommands: Noun = {
  summary: "the addresses to which events are sent",
  actions: {
    list: listing("Lists addresses.", ["id", "url", "events", "realms", "enabled", "disabled_fault"], ({ manage }) =>
      manage.endpoints.list(),
    ),
    add: showing(
      "Adds an address, and shows the secret that signs its messages this one time.",
      "URL",
      ({ args, manage }) =>
        manage.endpoints.make({ url: args.name, events: args.texts("event"), realms: args.texts("realm") }),
      {
        options: {
          event: { ...valueOption("EVENT", "only this event; may be repeated"), multiple: true },
          realm: { ...valueOption("REALM", "only of this realm; may be repeated"), multiple: true },
        },
      },
    ),
    enable: switching(true, "Sends events to addresses again."),
    disable: switching(false, "Sends no events to addresses for now."),
    rotate: showing("Gives an address a new secret, and shows it this one time.", "ID", ({ args, manage }) =>
      manage.endpoints.rotateSecret(args.name),
    ),
    test: {
      summary: "Sends a test message.",
      names: "ID",
      async *run({ args, manage, failed }) {
        const delivery = await manage.endpoints.test(args.name);
        if (!delivery.ok) failed();
        yield delivery;
      },
    },
    deliveries: listing(
      "Lists the last deliveries, the newest first.",
      ["at", "event", "status", "ok", "fault", "id"],
      ({ args, manage }) => manage.endpoints.deliveries(args.name),
      "ID",
    ),
    remove: removing("Deletes addresses.", ({ manage }, id) => manage.endpoints.delete(id)),
  },
};
