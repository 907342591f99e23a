// What a page's script listens to, as attributes of an element: src/web/client/live/watched.ts reads them.

export type Watch = Readonly<Record<`data-${string}`, string>>;

export const watchTransaction = (transactionId: string): Watch => ({ "data-transaction": transactionId });

/** `state` and `qrCodeUses`: what the page shows. */
export const watchEnrolment = (enrolmentId: string, state: string, qrCodeUses: number): Watch => ({
  "data-enrollment": enrolmentId,
  "data-known": `${state}-${qrCodeUses}`,
});
