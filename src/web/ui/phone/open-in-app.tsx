// The button next to a QR code, for people who see it on the phone itself. Neither official app
// opens universal links from a browser, so it uses the schemes, whatever TIQR_URL_FORMAT says.

import type { Context } from "hono";
import type { PropsWithChildren } from "hono/jsx";
import { schemeLink } from "../../../tiqr/urls.ts";
import { Button } from "../components.tsx";

interface OpenInAppProps {
  /** The QR text. */
  readonly link: string;
  /** Whether this is Android where the links of enrolments differ: isOnAndroid. */
  readonly onAndroid?: boolean | undefined;
  /** Where the iOS app leads back to after the person has confirmed. Other apps ignore it. */
  readonly returnTo?: string | undefined;
}

export const OpenInApp = ({ link, onAndroid = false, returnTo, children }: PropsWithChildren<OpenInAppProps>) => {
  const address = schemeLink(link, onAndroid);
  if (address === undefined) return null;
  return (
    <Button href={returnTo === undefined ? address : `${address}?${returnTo}`} data-opens-app>
      {children}
    </Button>
  );
};

/**
 * Whether the browser runs on Android, where links into the app differ (src/tiqr/urls.ts). Over TLS
 * Chromium says so in every request (User-Agent Client Hints: Sec-CH-UA-Platform has low entropy),
 * other browsers only in User-Agent. Pages with such a link are not cached, so they need no Vary.
 */
export function isOnAndroid(c: Context): boolean {
  const platform = c.req.header("Sec-CH-UA-Platform");
  return platform === undefined
    ? /\bAndroid\b/.test(c.req.header("User-Agent") ?? "")
    : platform.trim().toLowerCase() === '"android"';
}
