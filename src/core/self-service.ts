// What people may do to what protects their own account: SELF_SERVICE names it. Names of phones, sessions, and "that wasn't me" are
// always theirs, since these take nothing from the protection.

export const SELF_SERVICE_ACTS = ["add", "remove", "pin", "recovery"] as const;
export type SelfServiceAct = (typeof SELF_SERVICE_ACTS)[number];

/** The parts of what protects an account. A phone confirms the session for one of them. */
export const AREAS = ["phones", "pin", "recovery"] as const;
export type Area = (typeof AREAS)[number];

/** The acts for which a phone confirms the session, each with the part of the protection that it changes. */
export const AREA_OF = { add: "phones", remove: "phones", pin: "pin", recovery: "recovery" } as const satisfies Partial<
  Record<SelfServiceAct, Area>
>;
export type ConfirmedAct = keyof typeof AREA_OF;

export const isConfirmedAct = (text: string): text is ConfirmedAct => Object.hasOwn(AREA_OF, text);
