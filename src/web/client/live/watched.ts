// Reads what to watch from the page (src/web/ui/phone/watch.ts), and the service's news
// (docs/api.md).

export interface WatchTarget {
  /** The paths of the WebSocket and of the poll. */
  readonly events: string;
  readonly poll: string;
  /** The state that the page already shows. */
  readonly known: string;
}

/** Returns undefined if the element watches nothing. */
export function watchedBy({ dataset }: HTMLElement): WatchTarget | undefined {
  const { transaction, enrollment, known = "open" } = dataset;
  if (transaction)
    return {
      events: `/validate/events/${transaction}`,
      poll: `/validate/polltransaction/${transaction}`,
      known,
    };
  if (!enrollment) return undefined;
  return {
    events: `/validate/events/enrollment/${enrollment}`,
    poll: `/validate/pollenrollment/${enrollment}`,
    known,
  };
}

interface Told {
  readonly state: string;
  readonly qr_code_uses?: number;
  readonly refused?: string;
}

interface Polled {
  readonly transaction_state?: string;
  readonly refused?: string;
  readonly enrollment?: Told;
}

/**
 * A transaction's state as one word, with why an answer was refused; for an enrolment with the
 * number of uses of its QR code.
 */
export const inMessage = ({ state, qr_code_uses: uses, refused }: Told): string =>
  [state, uses, refused].filter((part) => part !== undefined).join("-");

/** The same word from a poll's `detail`; undefined for an error. */
export function inPoll(detail?: Polled | null): string | undefined {
  if (detail?.enrollment) return inMessage(detail.enrollment);
  const { transaction_state: state, refused } = detail ?? {};
  return state && inMessage({ state, ...(refused && { refused }) });
}
