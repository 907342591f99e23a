// Attributes that tell a page's script what to watch: src/web/client/live/watched.ts reads them.

export type Watch = Readonly<Record<`data-${string}`, string>>;

export const watchTransaction = (transactionId: string): Watch => ({ "data-transaction": transactionId });

/** `state` and `qrCodeUses`: the ones that the page shows. */
export const watchEnrolment = (enrolmentId: string, state: string, qrCodeUses: number): Watch => ({
  "data-enrollment": enrolmentId,
  "data-known": `${state}-${qrCodeUses}`,
});
