// Whoever calls the help desk may be anybody. What takes access away needs no proof; what gives it
// needs the caller to have shown who they are. This is the table of it.

/** What a caller shows at /call. NIST SP 800-63B-4 knows all but the known browser. */
export const OWN_PROOFS = ["phone", "pin", "code", "browser"] as const;
/** Each is enough: a colleague has seen an ID, a day has passed, an administrator vouches. */
const OTHER_PROOFS = ["id", "wait", "reason"] as const;
export const PROOFS = [...OWN_PROOFS, ...OTHER_PROOFS] as const;
export type OwnProof = (typeof OWN_PROOFS)[number];
export type Proof = (typeof PROOFS)[number];

/**
 * The acts that give access, each with how many of OWN_PROOFS are enough. Two, so that the thief of
 * a phone gets no PIN. A link that is only mailed reaches a mailbox besides. Other acts need none.
 */
export const GIVING_ACTS = { pin: 2, link: 2, "mailed-link": 1, pass: 2, enable: 2, unblock: 2, undo: 2 } as const;
export type GivingAct = keyof typeof GIVING_ACTS;

/** What the person is told that the caller wants. */
export const WANTED_ACTS = ["pin", "link", "pass", "enable", "unblock", "undo", "help"] as const;
export type WantedAct = (typeof WANTED_ACTS)[number];

/** Whether this is enough for the act. */
export const suffices = (proved: readonly Proof[], act: GivingAct): boolean =>
  OTHER_PROOFS.some((other) => proved.includes(other)) ||
  proved.filter((one) => OWN_PROOFS.some((own) => own === one)).length >= GIVING_ACTS[act];

/** The acts for which it is enough. */
export const enoughFor = (proved: readonly Proof[]): readonly GivingAct[] =>
  (Object.keys(GIVING_ACTS) as GivingAct[]).filter((act) => suffices(proved, act));
