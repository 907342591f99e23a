// What people may do to their own account's protection: SELF_SERVICE names it. Names of phones,
// sessions, and "that wasn't me" are always theirs, since these weaken nothing.

export const SELF_SERVICE_ACTS = ["add", "remove", "pin", "recovery"] as const;
export type SelfServiceAct = (typeof SELF_SERVICE_ACTS)[number];

/** The parts of the protection. A phone confirms the session for one of them. */
export const AREAS = ["phones", "pin", "recovery"] as const;
export type Area = (typeof AREAS)[number];

/** The acts that a phone must confirm, and the part that each changes. */
export const AREA_OF = { add: "phones", remove: "phones", pin: "pin", recovery: "recovery" } as const satisfies Partial<
  Record<SelfServiceAct, Area>
>;
export type ConfirmedAct = keyof typeof AREA_OF;

/** Whether the act is done on a phone's page, which it removes, or puts another in its place. */
export const isAboutPhone = (act: ConfirmedAct, serial: string): boolean =>
  act === "remove" || (act === "add" && serial !== "");

export const isConfirmedAct = (text: string): text is ConfirmedAct => Object.hasOwn(AREA_OF, text);
