// Attributes that tell a page's script what to watch: src/web/client/live/change.ts reads them.

export type Watch = Readonly<Record<`data-${string}`, string>>;

/** `known`: the news that the page shows already. */
export const watchTransaction = (transactionId: string, known = "open"): Watch => ({
  "data-transaction": transactionId,
  "data-known": known,
});

/** A field of a form that asks for a new code: its page has said that a phone has sent its key. */
export const KNOWS_OF_KEY = "key";

/** `state` and `qrCodeUses`: the ones that the page shows. */
export const watchEnrolment = (enrolmentId: string, state: string, qrCodeUses: number): Watch => ({
  "data-enrollment": enrolmentId,
  "data-known": `${state}-${qrCodeUses}`,
});
