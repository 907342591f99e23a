// A listener on /validate/events, as a browser would be.

import { expect, vi } from "vitest";
import { ORIGIN, type Send, worker } from "./service.ts";

export interface Listener {
  readonly socket: WebSocket;
  /** Its messages, in order; a close is the last. */
  readonly heard: readonly string[];
  /** Waits until it has received exactly this. */
  hears(...words: string[]): Promise<void>;
}

export const upgrade = (id: string, headers: Record<string, string> = {}, send: Send = worker) =>
  send(new Request(`${ORIGIN}/validate/events/${id}`, { headers: { Upgrade: "websocket", ...headers } }));

export const hearEnrolment = (enrolmentId: string): Promise<Listener> => openListener(`enrollment/${enrolmentId}`);

export async function openListener(id: string, send: Send = worker): Promise<Listener> {
  const { status, webSocket: socket } = await upgrade(id, {}, send);
  if (!socket) throw new Error(`no socket: ${status}`);
  const heard: string[] = [];
  socket.addEventListener("message", ({ data }) => void heard.push(String(data)));
  socket.addEventListener("close", ({ code }) => void heard.push(`closed ${code}`));
  socket.accept();
  const hears = (...words: string[]) => vi.waitFor(() => expect(heard).toEqual(words), { timeout: 3000 });
  return { socket, heard, hears };
}

export const saysEnrolment = (state: string, uses: number): string => `{"state":"${state}","qr_code_uses":${uses}}`;

export const says = (state: string): string => `{"state":"${state}"}`;
