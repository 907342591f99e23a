// The configuration for Caddy in docs/forward-auth.md, run by Caddy in front of an application,
// with the service beside it. CADDY_PROGRAM may name the program; Debian has it in /usr/bin. Where
// there is none, the tests say that they are left out.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { host } from "../../../scripts/lib/port.ts";
import { describeForwardAuth, forwardAuth, forwardAuthSnippet, NAME } from "./forward-auth.ts";
import type { ProxyAddresses } from "./guarded.ts";
import { program } from "./program.ts";

/** The snippet, on this machine's ports and without TLS. */
const configuration = ({ port, applicationPort, service }: ProxyAddresses): string => `{
  admin off
}
${forwardAuthSnippet("caddyfile", [
  [/^wiki\.example\.org \{/, `http://${NAME}:${port} {\n    bind ${host}`],
  [/https:\/\/login\.example\.org/, service],
  [/\{upstream_hostport\}/, `login.example.org:${port}`],
  [/X-Forwarded-Host \{host\}/, "X-Forwarded-Host {hostport}"],
  [/127\.0\.0\.1:8080/, `${host}:${applicationPort}`],
])}`;

await describeForwardAuth(
  {
    ...forwardAuth,
    name: "Caddy",
    program: program(process.env.CADDY_PROGRAM, "/usr/bin/caddy"),
    passesCookieOn: false,
    command: (caddy, place) => {
      const file = join(place.folder, "Caddyfile");
      writeFileSync(file, configuration(place));
      return [caddy, "run", "--config", file, "--adapter", "caddyfile"];
    },
  },
  (visitor, wiki) => {
    it.each(["Remote-Role", "X-Forwarded-Prefix", "X-Forwarded-Port"])("passes no %s of a browser", async (name) => {
      const seen = await visitor.ask(`${wiki}/`, { [name]: "forged" });
      expect([seen.status, seen.text]).toEqual([200, expect.not.stringContaining("forged")]);
    });
  },
);
