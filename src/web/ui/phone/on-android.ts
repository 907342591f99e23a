// Whether the browser runs on Android, where links into the app differ (src/tiqr/urls.ts). Over TLS
// Chromium says so in every request (User-Agent Client Hints: Sec-CH-UA-Platform has low entropy),
// other browsers only in User-Agent. Pages with such a link are not cached, so they need no Vary.

import type { Context } from "hono";

export function isOnAndroid(c: Context): boolean {
  const platform = c.req.header("Sec-CH-UA-Platform");
  return platform === undefined
    ? /\bAndroid\b/.test(c.req.header("User-Agent") ?? "")
    : platform.trim().toLowerCase() === '"android"';
}
