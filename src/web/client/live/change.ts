// Waits for a change over a WebSocket, or by short polls where none gets through. A poll waiting at
// the server would keep an object in memory, which costs more than the few short polls that most
// people need. A state proves nothing: the page fetches the rest with its cookie. What is watched
// stands in the page, and docs/api.md has the news.

import { pause, pollAfter, retryAfter } from "./pause.ts";

/** A socket first sends the current state: one that is silent this long does not get through. */
const FIRST_WORD_MS = 5000;
/** Longer than the service takes to answer a poll, even to say that it failed. */
const GIVE_UP_MS = 15_000;

interface WatchTarget {
  /** The paths of the WebSocket and of the poll. */
  readonly events: string;
  readonly poll: string;
  /** The state that the page already shows. */
  readonly known: string;
}

/** By src/web/ui/phone/watch.ts; undefined if the element watches nothing. */
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

/** Returns the first new state; undefined once none is wanted. `offline` hears of the network. */
export async function change(
  target: WatchTarget,
  wanted: () => boolean = () => true,
  offline: (is: boolean) => void = () => {},
): Promise<string | undefined> {
  let socketsPass = true;
  for (let polls = 0, failures = 0; wanted(); polls++) {
    let spoke = false;
    const heard = () => {
      spoke = true;
      offline(false);
    };
    // A browser may have no WebSocket, or refuse to open one here: the page polls, as at a proxy.
    const heardState = socketsPass ? await listen(target, heard).catch(() => undefined) : undefined;
    const now = heardState ?? (await poll(target));
    if (!wanted()) return undefined;
    offline(now === undefined);
    if (now !== undefined && now !== target.known) return now;
    failures = now === undefined ? failures + 1 : 0;
    // Some proxies block WebSockets. After a silent socket and an answered poll, only polls follow.
    if (now !== undefined) socketsPass = spoke;
    await pause(failures > 0 ? retryAfter(failures - 1) : pollAfter(polls));
  }
  return undefined;
}

/**
 * Returns undefined if the socket broke or the network went. The server closes a socket when
 * nothing more can follow, so a socket whose view is gone need not be closed here.
 */
function listen({ events, known }: WatchTarget, heard: () => void): Promise<string | undefined> {
  return new Promise((resolve) => {
    const url = new URL(events, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url);
    const done = (now?: string) => {
      clearTimeout(timer);
      removeEventListener("offline", gone);
      document.removeEventListener("visibilitychange", back);
      socket.close();
      resolve(now);
    };
    const gone = () => done();
    // For minutes a socket may not notice that the network is lost, or that the phone slept while
    // the person was in the app. So a person who comes back to the page gets a poll.
    const back = () => {
      if (document.visibilityState === "visible") done();
    };
    const timer = setTimeout(gone, FIRST_WORD_MS);
    addEventListener("offline", gone);
    document.addEventListener("visibilitychange", back);
    socket.onclose = gone;
    socket.onmessage = ({ data }) => {
      clearTimeout(timer);
      const now = inMessage(JSON.parse(data));
      heard();
      if (now !== known) done(now);
    };
  });
}

/** Returns undefined if there was no answer. */
async function poll(target: WatchTarget): Promise<string | undefined> {
  // A poll, too, may be dead without noticing, so it starts again when the person comes back.
  const giveUp = new AbortController();
  let again = false;
  const back = () => {
    again = document.visibilityState === "visible";
    if (again) giveUp.abort();
  };
  const timer = setTimeout(() => giveUp.abort(), GIVE_UP_MS);
  document.addEventListener("visibilitychange", back);
  try {
    const response = await fetch(target.poll, { signal: giveUp.signal });
    return inPoll((await response.json()).detail);
  } catch {
    return again ? poll(target) : undefined;
  } finally {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", back);
  }
}

interface News {
  readonly state: string;
  readonly qr_code_uses?: number;
  readonly refused?: string;
}

interface Polled {
  readonly transaction_state?: string;
  readonly refused?: string;
  readonly enrollment?: News;
}

/**
 * A transaction's state as one word, with why an answer was refused; for an enrolment with the
 * number of uses of its QR code.
 */
const inMessage = ({ state, qr_code_uses: uses, refused }: News): string =>
  [state, uses, refused].filter((part) => part !== undefined).join("-");

/** The same word from a poll's `detail`; undefined for an error. */
function inPoll(detail?: Polled | null): string | undefined {
  if (detail?.enrollment) return inMessage(detail.enrollment);
  const { transaction_state: state, refused } = detail ?? {};
  return state && inMessage({ state, ...(refused && { refused }) });
}
