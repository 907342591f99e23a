// Envoy puts the path of the guarded request behind a path of the service, so a browser chooses a
// part of it. Sent over a socket, since every client resolves `..`.
import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { host } from "../../../scripts/lib/port.ts";
import { withService } from "../support/with-service.ts";

const service = withService({ PUBLIC_URL: "http://login.example.org", FORWARD_AUTH_DOMAIN: "example.org" });

it.each(["/../../health", "/%2e%2e/%2e%2e/", "/..//../login", "/a/../../../assets"])(
  "a path of %s is a question about the application, and leads to no page of the service",
  async (path) => {
    const socket = connect(Number(new URL(service().origin).port), host);
    const lines = [`GET /authz/ext-authz${path} HTTP/1.1`, "Host: unknown.example.org", "X-Forwarded-Proto: http"];
    socket.write(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n`);
    let reply = "";
    socket.setEncoding("utf8").on("data", (piece: string) => {
      reply += piece;
    });
    await once(socket, "close");
    expect(reply).toMatch(/^HTTP\/1\.1 403 /);
    expect(reply).toContain("unguarded-host");
  },
);
