// npm run admin -- events …
import type { Command, Noun } from "../command.ts";
import { each, RESULT, removing, resultOf } from "../rows.ts";

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

export const eventCommands: Noun = {
  summary: "the addresses to which events are sent",
  actions: {
    list: {
      summary: "Lists addresses.",
      columns: ["id", "url", "events", "realms", "enabled", "disabled_fault"],
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
