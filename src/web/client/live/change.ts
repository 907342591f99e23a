// Waits for a change: over a WebSocket, and if that breaks, by polls that wait at the server. Both tell a state and prove
// nothing; the page then asks for the rest with its cookie.

import { pause, retryAfter } from "./pause.ts";
import { inMessage, inPoll, type Watched } from "./watched.ts";

/** The shortest time between two requests to a server that answers at once. */
const MIN_ROUND_MS = 1000;
/** Longer than any poll waits. */
const GIVE_UP_MS = 30_000;

/** Returns the first state that is not known, or undefined once none is wanted. Tells `offline` whether the network is gone. */
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
 * Returns undefined if the socket broke or the network went. The server closes a socket when nothing more can follow, so a
 * socket whose view is gone need not be closed here.
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
    // For minutes, a socket notices neither a lost network nor that its phone has slept while the person was in the app. So a
    // person who comes back to the page gets a poll.
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

/** Returns undefined if there was no answer. */
async function poll(watched: Watched): Promise<string | undefined> {
  // A waiting poll may be as dead as a socket without noticing. So it starts again when the person comes back.
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
    // 429: too many listeners already wait. A poll without `wait` is not limited.
    const response = waited.status === 429 ? await ask(watched.poll.replace(/wait=\d+/, "wait=0")) : waited;
    return inPoll((await response.json()).detail);
  } catch {
    return again ? poll(watched) : undefined;
  } finally {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", back);
  }
}
