// The recipe for Apache in docs/oidc-recipes.md, run by Apache with mod_auth_openidc in front of an
// application, with the service beside it. APACHE_PROGRAM may name the program; Debian has it in
// /usr/sbin. Where there is none, or none with that module, the tests say that they are left out.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { host } from "../../../scripts/lib/port.ts";
import { describeProxy, type ProxyAddresses } from "./guarded.ts";
import { program, snippet } from "./program.ts";

const MODULES = "/usr/lib/apache2/modules";
const isHere = existsSync(join(MODULES, "mod_auth_openidc.so"));

/** The snippet, on this machine's ports and without TLS, after what Debian's own files set up. */
function configuration({ folder, port, applicationPort, service, clientId, clientSecret }: ProxyAddresses): string {
  const changed = snippet("docs/oidc-recipes.md", "apache", [
    [/https:\/\/login\.example\.org/, service],
    [/CLIENT_ID/, clientId],
    [/CLIENT_SECRET/, clientSecret],
    [/PASSPHRASE/, crypto.randomUUID()],
    [/https:\/\/app\.example\.org/, `http://localhost:${port}`],
    [/127\.0\.0\.1:8080/, `${host}:${applicationPort}`],
  ]);
  const modules = ["mpm_event", "authn_core", "authz_core", "authz_user", "auth_openidc"];
  const added = ["alias", "headers", "setenvif", "proxy", "proxy_http"];
  const loaded = [...modules, ...added].map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`);
  const settings = [`DefaultRuntimeDir ${folder}`, `PidFile ${folder}/pid`, `ErrorLog ${folder}/error.log`];
  return [...loaded, ...settings, `Listen ${host}:${port}`, `ServerName localhost:${port}`, changed].join("\n");
}

await describeProxy(
  {
    name: "Apache with mod_auth_openidc",
    program: isHere ? program(process.env.APACHE_PROGRAM, "/usr/sbin/apache2") : undefined,
    // Another host than the service's, as in life: cookies know no ports.
    origins: (port) => ({ wiki: `http://localhost:${port}` }),
    settings: {},
    client: (wiki) => ({ redirect_uris: [`${wiki}/signed-in`], scope: "openid profile email groups" }),
    command: (apache, place) => {
      const file = join(place.folder, "apache.conf");
      writeFileSync(file, configuration(place));
      return [apache, "-D", "FOREGROUND", "-f", file];
    },
    identity: {
      names: /^(remote-user|oidc-claim-(preferred-username|groups|email))$/,
      alice: { "remote-user": ["alice"], "oidc-claim-preferred-username": ["alice"], "oidc-claim-groups": [""] },
    },
    refusesUnderscores: true,
    lies: {
      "Remote-User": "root",
      "OIDC-CLAIM-preferred-username": "root",
      "OIDC-CLAIM-groups": "admins",
      "OIDC-CLAIM-email": "root@example.org",
    },
  },
  (visitor, wiki) => {
    it("passes no X-Forwarded-Server of a browser", async () => {
      const seen = await visitor.ask(`${wiki}/`, { "X-Forwarded-Server": "forged" });
      expect([seen.status, seen.text]).toEqual([200, expect.not.stringContaining("forged")]);
    });
  },
);
