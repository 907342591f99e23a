// How a page hears that there is something new: over a WebSocket, and where that breaks, by polls that wait at the server.
// Both tell a state and prove nothing; the page then asks for the rest with its cookie.

import { pause, retryAfter } from "./pause.ts";
import { inMessage, inPoll, type Watched } from "./watched.ts";

/** A server that answers at once is not asked more often. */
const MIN_ROUND_MS = 1000;
/** Longer than any poll waits. */
const GIVE_UP_MS = 30_000;

/** The first that is not known; undefined when it is not wanted any more. `offline` is told how the network is. */
export async function change(
  watched: Watched,
  wanted: () => boolean = () => true,
  offline: (is: boolean) => void = () => {},
): Promise<string | undefined> {
  for (let failures = 0; wanted(); ) {
    const asked = performance.now();
    const now = (await listen(watched, () => offline(false))) ?? (await poll(watched));
    if (!wanted()) return undefined;
    offline(now === undefined);
    if (now !== undefined && now !== watched.known) return now;
    failures = now === undefined ? failures + 1 : 0;
    await pause(failures > 0 ? retryAfter(failures - 1) : Math.max(0, asked + MIN_ROUND_MS - performance.now()));
  }
  return undefined;
}

/**
 * Undefined when the socket broke or the network went. The server closes it at the latest when nothing can follow,
 * so one whose view is gone needs no end of its own.
 */
function listen({ events, known }: Watched, heard: () => void): Promise<string | undefined> {
  return new Promise((resolve) => {
    const url = new URL(events, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url);
    const done = (now?: string) => {
      removeEventListener("offline", gone);
      document.removeEventListener("visibilitychange", back);
      socket.close();
      resolve(now);
    };
    const gone = () => done();
    // A socket does not notice by itself, for minutes: neither a network that is gone, nor that a phone has slept, whose owner
    // comes back from the app. Who comes back gets a poll.
    const back = () => {
      if (document.visibilityState === "visible") done();
    };
    addEventListener("offline", gone);
    document.addEventListener("visibilitychange", back);
    socket.onclose = gone;
    socket.onmessage = ({ data }) => {
      const now = inMessage(JSON.parse(data));
      heard();
      if (now !== known) done(now);
    };
  });
}

/** Undefined when there was no answer. */
async function poll(watched: Watched): Promise<string | undefined> {
  // One that waits may be dead without noticing, as a socket may be: who comes back asks anew.
  const given = new AbortController();
  let again = false;
  const back = () => {
    again = document.visibilityState === "visible";
    if (again) given.abort();
  };
  const timer = setTimeout(() => given.abort(), GIVE_UP_MS);
  document.addEventListener("visibilitychange", back);
  try {
    const ask = (address: string) => fetch(address, { signal: given.signal });
    const waited = await ask(watched.poll);
    // As many wait as may. Without waiting, everybody may ask.
    const response = waited.status === 429 ? await ask(watched.poll.replace(/wait=\d+/, "wait=0")) : waited;
    return inPoll((await response.json()).detail);
  } catch {
    return again ? poll(watched) : undefined;
  } finally {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", back);
  }
}
