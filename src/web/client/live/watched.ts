// What is watched, as the page says it (src/web/ui/watch.ts), and how the service tells of it (docs/api.md).

export interface Watched {
  /** Paths: of the WebSocket, and of the poll that waits. */
  readonly events: string;
  readonly poll: string;
  /** What the page shows already. */
  readonly known: string;
}

const WAIT_SECONDS = 20;

/** Undefined when the element watches nothing. */
export function watchedBy({ dataset }: HTMLElement): Watched | undefined {
  const { transaction, enrollment, known = "" } = dataset;
  if (transaction)
    return {
      events: `/validate/events/${transaction}`,
      poll: `/validate/polltransaction/${transaction}?wait=${WAIT_SECONDS}`,
      known: "open",
    };
  if (!enrollment) return undefined;
  const [state, uses] = known.split("-");
  return {
    events: `/validate/events/enrollment/${enrollment}`,
    poll: `/validate/pollenrollment/${enrollment}?wait=${WAIT_SECONDS}&state=${state}&qr_code_uses=${uses}`,
    known,
  };
}

interface Told {
  readonly state: string;
  readonly qr_code_uses?: number;
}

/** In one word: a transaction's state, or an enrolment's with how often its QR code was used. */
export const inMessage = ({ state, qr_code_uses: uses }: Told): string =>
  uses === undefined ? state : `${state}-${uses}`;

/** The same of a poll's `detail`; undefined in an error. */
export function inPoll(detail?: { transaction_state?: string; enrollment?: Told } | null): string | undefined {
  return detail?.enrollment ? inMessage(detail.enrollment) : detail?.transaction_state;
}
