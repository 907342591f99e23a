// The configuration for HAProxy and its script in docs/forward-auth.md, run by HAProxy in front of
// an application, with the service beside it. HAPROXY_PROGRAM may name the program; Debian has it
// in /usr/sbin. Where there is none, the tests say that they are left out.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { host } from "../../../scripts/lib/port.ts";
import { describeForwardAuth, forwardAuth, forwardAuthSnippet, itKnowsOneHost } from "./forward-auth.ts";
import { program } from "./program.ts";

await describeForwardAuth(
  {
    ...forwardAuth,
    name: "HAProxy",
    program: program(process.env.HAPROXY_PROGRAM, "/usr/sbin/haproxy"),
    passesCookieOn: true,
    command: (haproxy, { folder, port, applicationPort, service }) => {
      const [script, file] = [join(folder, "tiqr.lua"), join(folder, "haproxy.cfg")];
      writeFileSync(script, forwardAuthSnippet("lua", [[/https:\/\/login\.example\.org/, service]]));
      // The snippet, on this machine's ports and without TLS.
      const configuration = forwardAuthSnippet("haproxy", [
        [/\/etc\/haproxy\/tiqr\.lua/, script],
        [/bind :443 ssl crt .*/, `bind ${host}:${port}`],
        [/X-Forwarded-Host wiki\.example\.org/, `X-Forwarded-Host wiki.example.org:${port}`],
        [/X-Forwarded-Proto https/, "X-Forwarded-Proto http"],
        [/127\.0\.0\.1:8080/, `${host}:${applicationPort}`],
      ]);
      writeFileSync(file, configuration);
      return [haproxy, "-db", "-f", file];
    },
  },
  itKnowsOneHost,
);
