// The configuration for nginx in docs/forward-auth.md, run by nginx in front of an application,
// with the service beside it. NGINX_PROGRAM may name the program; Debian has it in /usr/sbin. Where
// there is none, the tests say that they are left out.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { host } from "../../../scripts/lib/port.ts";
import { describeForwardAuth, forwardAuth, forwardAuthSnippet, itKnowsOneHost } from "./forward-auth.ts";
import type { ProxyAddresses } from "./guarded.ts";
import { program } from "./program.ts";

/** The snippet, on this machine's ports and without TLS. */
function configuration({ port, applicationPort, service, folder }: ProxyAddresses): string {
  const changed = forwardAuthSnippet("nginx", [
    [/^ *(proxy_)?ssl_.*\n/gm, ""],
    [/listen 443 ssl;/, `listen ${host}:${port};`],
    [/server login\.example\.org:443;/, `server ${new URL(service).host};`],
    [/https:\/\/tiqr/, "http://tiqr"],
    [/https:\/\/\$server_name/, `http://$server_name:${port}`],
    [/Host login\.example\.org;/, `Host login.example.org:${port};`],
    [/127\.0\.0\.1:8080/, `${host}:${applicationPort}`],
  ]);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  // The worker processes of root would be somebody else's, who may not write into the folder.
  const user = process.getuid?.() === 0 ? "user root; " : "";
  return `${user}daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {}
    http { access_log off; ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(" ")}
    ${changed} }`;
}

await describeForwardAuth(
  {
    ...forwardAuth,
    name: "nginx",
    program: program(process.env.NGINX_PROGRAM, "/usr/sbin/nginx"),
    passesCookieOn: true,
    command: (nginx, place) => {
      const file = join(place.folder, "nginx.conf");
      writeFileSync(file, configuration(place));
      return [nginx, "-c", file, "-e", join(place.folder, "error.log"), "-p", place.folder];
    },
    // nginx leaves out a header whose value is empty.
    identity: { names: /^remote-/, alice: { "remote-user": ["alice"], "remote-name": ["alice"] } },
    lies: { ...forwardAuth.lies, "X-Original-URL": "https://x.example.org/" },
  },
  (visitor, wiki) => {
    itKnowsOneHost(visitor, wiki);

    it("lets nobody ask in its place", async () => {
      expect((await visitor.ask(`${wiki}/.authz`)).status).toBe(404);
    });
  },
);
