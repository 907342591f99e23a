// npm run admin -- events …
import { type Command, type Noun, valueOption } from "../command.ts";
import { forEachName, listing, removing, resultOf, showing } from "../rows.ts";

const switching = (enabled: boolean, summary: string): Command =>
  forEachName({ summary, names: "ID..." }, async ({ manage }, id) => {
    await manage.endpoints.change(id, { enabled });
    return resultOf(id, 1, enabled ? "enabled" : "disabled");
  });

export const eventCommands: Noun = {
  summary: "the addresses to which events are sent",
  actions: {
    list: listing(
      { summary: "Lists addresses.", columns: ["id", "url", "events", "realms", "enabled", "disabled_fault"] },
      ({ manage }) => manage.endpoints.list(),
    ),
    add: showing(
      {
        summary: "Adds an address, and shows the secret that signs its messages this one time.",
        names: "URL",
        options: {
          event: { ...valueOption("EVENT", "only this event; may be repeated"), multiple: true },
          realm: { ...valueOption("REALM", "only of this realm; may be repeated"), multiple: true },
        },
      },
      ({ asked, manage }) =>
        manage.endpoints.make({ url: asked.name, events: asked.texts("event"), realms: asked.texts("realm") }),
    ),
    enable: switching(true, "Sends events to addresses again."),
    disable: switching(false, "Sends no events to addresses for now."),
    rotate: showing(
      { summary: "Gives an address a new secret, and shows it this one time.", names: "ID" },
      ({ asked, manage }) => manage.endpoints.rotateSecret(asked.name),
    ),
    test: {
      summary: "Sends a test message.",
      names: "ID",
      async *run({ asked, manage, failed }) {
        const delivery = await manage.endpoints.test(asked.name);
        if (!delivery.ok) failed();
        yield delivery;
      },
    },
    deliveries: listing(
      {
        summary: "Lists the last deliveries, the newest first.",
        names: "ID",
        columns: ["at", "event", "status", "ok", "fault", "id"],
      },
      ({ asked, manage }) => manage.endpoints.deliveries(asked.name),
    ),
    remove: removing("Deletes addresses.", ({ manage }, id) => manage.endpoints.delete(id)),
  },
};
