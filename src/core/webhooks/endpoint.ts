// Which events an endpoint gets.

import type { Endpoint } from "../ports/endpoints.ts";

export const wants = (
  { events, realms }: Pick<Endpoint, "events" | "realms">,
  row: { readonly event: string; readonly realm: string },
): boolean =>
  row.event !== "" &&
  (events.length === 0 || events.includes(row.event)) &&
  (realms.length === 0 || realms.includes(row.realm));
