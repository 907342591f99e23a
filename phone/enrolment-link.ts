// How each app finds the metadata's address in an enrolment link. A browser changes the links of a
// page: src/tiqr/urls.ts, enrolmentLink.

import { readEnrolmentQrText } from "../src/tiqr/urls.ts";

export const APPS = ["android", "ios"] as const;
export type App = (typeof APPS)[number];

const READERS: Readonly<Record<App, (rest: string) => string | undefined>> = {
  android: readAsOkHttp,
  ios: readAsIos,
};

/** The address to fetch, without credentials. Without an `app`, any form that one of them reads. */
export function metadataUrlIn(link: string, app?: App): string | undefined {
  const rest = /^tiqrenroll:\/\/(.+)$/.exec(link)?.[1];
  if (rest === undefined) return readEnrolmentQrText(link);
  return app === undefined ? (readAsOkHttp(rest) ?? readAsIos(rest)) : READERS[app](rest);
}

/** OkHttp reads any number of slashes, and credentials before the host, which it does not send. */
function readAsOkHttp(rest: string): string | undefined {
  const url = URL.canParse(rest) ? new URL(rest) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") return undefined;
  url.username = "";
  url.password = "";
  return url.href;
}

/** iOS knows how a browser spoils the link, but only for https. */
function readAsIos(rest: string): string | undefined {
  const address = rest.replace(/^https\/\//, "https://");
  return /^https?:\/\/[^/]/.test(address) ? address : undefined;
}
