// Finds the port before the worker starts, because the worker must know its own address
// (PUBLIC_URL) when it starts.
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { CommandError } from "./project.ts";

export const host = "127.0.0.1";

/**
 * Returns the wanted port, or a free one for 0. The port is not held, so another program may still
 * take it.
 */
export async function freePort(wanted: number): Promise<number> {
  const server = createServer();
  try {
    server.listen(wanted, host);
    await once(server, "listening");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CommandError(
      code === "EADDRINUSE" ? `Port ${wanted} is in use.` : `Port ${wanted} cannot be used: ${message}`,
    );
  }
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Whether a program listens on the port. */
export function isListening(port: number): Promise<boolean> {
  const socket = connect(port, host);
  return new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  }).finally(() => socket.destroy());
}
