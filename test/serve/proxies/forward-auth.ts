// What nginx, Caddy and HAProxy have in common: they ask the service about each request, by the
// configuration in docs/forward-auth.md.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, expect, it } from "vitest";
import { host } from "../../../scripts/lib/port.ts";
import { headersIn } from "./application.ts";
import { describeProxy, type ProxySnippet } from "./guarded.ts";
import { snippet } from "./program.ts";
import { NEW_COOKIE, renewing } from "./renewing.ts";
import type { ProxyVisitor } from "./visitor.ts";

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

export interface ForwardAuthSnippet extends ProxySnippet {
  /** Gives the browser the new cookie that comes with an answer. */
  readonly passesCookieOn: boolean;
}

export async function describeForwardAuth(
  proxy: ForwardAuthSnippet,
  more?: (visitor: ProxyVisitor, wiki: string) => void,
): Promise<void> {
  let service = "";
  const between = renewing(() => service);
  await once(between.listen(0, host), "listening");
  afterAll(() => {
    between.close();
  });

  const command: ProxySnippet["command"] = (program, place) => {
    service = place.service;
    return proxy.command(program, { ...place, service: `http://${host}:${(between.address() as AddressInfo).port}` });
  };
  await describeProxy({ ...proxy, command }, (visitor, wiki, stranger) => {
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

    it(`gives the browser ${proxy.passesCookieOn ? "the" : "no"} new cookie of an answer`, async () => {
      const { status, headers } = await visitor.ask(`${wiki}/`);
      expect([status, headers["set-cookie"]]).toEqual([200, proxy.passesCookieOn ? [NEW_COOKIE] : undefined]);
    });

    more?.(visitor, wiki);
  });
}

/** For a proxy whose configuration names one host, which a browser might contradict. */
export const itKnowsOneHost = (visitor: ProxyVisitor, wiki: string): void =>
  it("asks about its own host, and tells the application that one, when a browser names another", async () => {
    const stranger = await visitor.ask(`${wiki}/`, { Host: "other.example.org", Cookie: "" });
    expect(stranger.headers.location).toContain(encodeURIComponent(`${wiki}/`));
    const seen = await visitor.ask(`${wiki}/`, { Host: "other.example.org" });
    expect([seen.status, headersIn(seen.text, /^host$/)]).toEqual([200, { host: [NAME] }]);
  });
