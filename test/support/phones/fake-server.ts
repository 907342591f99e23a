// A small server for what phones do before and after a request: it has one metadata document, one
// logo, one reply to an enrolment and one to a login, and records the requests. It checks nothing;
// the service itself is in service.ts.

import type { Send } from "../send.ts";

export interface CannedReply {
  readonly body: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface NotedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface FakeServer {
  readonly send: Send;
  readonly requests: NotedRequest[];
  metadata: CannedReply;
  /** Undefined: its host cannot be reached. */
  logo: CannedReply | undefined;
  enrolment: CannedReply;
  login: CannedReply;
}

export const FAKE_SUITE = "OCRA-1:HOTP-SHA1-6:QH10";

export const metadataOf = (identifier: string, service = "tiqr.example.org") => ({
  service: {
    displayName: "Example",
    identifier: service,
    logoUrl: "https://logo.example.org/logo.png",
    infoUrl: "https://tiqr.example.org/",
    authenticationUrl: "https://tiqr.example.org/login",
    ocraSuite: FAKE_SUITE,
    enrollmentUrl: "https://tiqr.example.org/enrol?session=1&serial=2",
  },
  identity: { identifier, displayName: "Hans" },
});

export const METADATA_URL = "https://tiqr.example.org/metadata?session=0";

export function fakeServer(identifier = "hans_realm1"): FakeServer {
  const ok: CannedReply = { body: "OK" };
  const server: FakeServer = {
    requests: [],
    metadata: { body: JSON.stringify(metadataOf(identifier)) },
    logo: ok,
    enrolment: ok,
    login: ok,
    send: async (request) => {
      // text() warns about forms
      const body = new TextDecoder().decode(await request.arrayBuffer());
      server.requests.push({ method: request.method, url: request.url, headers: headersOf(request), body });
      const { hostname, pathname } = new URL(request.url);
      const canned = hostname.startsWith("logo.")
        ? server.logo
        : { "/metadata": server.metadata, "/enrol": server.enrolment, "/login": server.login }[pathname];
      if (!canned) throw new Error(`unreachable: ${request.url}`);
      return new Response(canned.body, { status: canned.status ?? 200, headers: canned.headers ?? {} });
    },
  };
  return server;
}

const headersOf = (request: Request): Record<string, string> => Object.fromEntries(request.headers);
