// The WebSocket that tells how a login goes.
import { replyJson } from "./site.ts";

export const WAIT_SECONDS = 15;

/** `answered` resolves with the state that it tells, or with why it does not. */
export function waitOnSocket(origin: URL, id: string) {
  const socket = new WebSocket(new URL(`/validate/events/${id}`, origin.href.replace(/^http/, "ws")));
  const open = new Promise<void>((resolve) => {
    for (const event of ["message", "error", "close"] as const) socket.addEventListener(event, () => resolve());
  });
  const answered = new Promise<string>((resolve) => {
    socket.addEventListener("message", ({ data }) => {
      const state = replyJson(String(data))?.state;
      if (state !== "open") resolve(String(state));
    });
    socket.addEventListener("close", () => resolve("closed"));
    socket.addEventListener("error", () => resolve("error"));
    setTimeout(() => resolve("late"), WAIT_SECONDS * 1000).unref();
  }).finally(() => socket.close());
  return { open, answered };
}
