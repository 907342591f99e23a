// What nginx, Caddy and HAProxy have in common: they ask the service about each request, by the
// configuration in docs/forward-auth.md.
import { expect, it } from "vitest";
import { describeProxy, type ProxySnippet } from "./guarded.ts";
import { snippet } from "./program.ts";
import type { Visitor } from "./visitor.ts";

export const NAME = "wiki.example.org";

export const forwardAuth = {
  origins: (port: number) => ({ login: `http://login.example.org:${port}`, wiki: `http://${NAME}:${port}` }),
  settings: { FORWARD_AUTH_DOMAIN: "example.org" },
  client: () => ({ forward_auth_hosts: [NAME] }),
  identity: {
    names: /^remote-/,
    alice: { "remote-user": ["alice"], "remote-name": ["alice"], "remote-groups": [""], "remote-email": [""] },
  },
  lies: {
    "Remote-User": "root",
    "Remote-Groups": "admins",
    "Remote-Name": "Root",
    "Remote-Email": "root@example.org",
  },
};

export const forwardAuthSnippet = (language: string, changes: readonly (readonly [RegExp, string])[]): string =>
  snippet("docs/forward-auth.md", language, changes);

export const describeForwardAuth = (
  proxy: ProxySnippet,
  more?: (visitor: Visitor, wiki: string) => void,
): Promise<void> =>
  describeProxy(proxy, (visitor, wiki, stranger) => {
    it.each([
      ["a page", {}, 302],
      ["a script", { "X-Requested-With": "XMLHttpRequest" }, 401],
    ])("tells %s where to sign in", async (_, headers, status) => {
      const sent = await stranger().ask(`${wiki}/a?b=c`, headers);
      const { login } = proxy.origins(Number(new URL(wiki).port));
      expect([sent.status, sent.headers.location]).toEqual([
        status,
        `${login}/authz/sign-in?rd=${encodeURIComponent(`${wiki}/a?b=c`)}`,
      ]);
    });

    more?.(visitor, wiki);
  });
