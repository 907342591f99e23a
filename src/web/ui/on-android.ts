// Whether the browser runs on Android, where links into the app have another form (src/tiqr/urls.ts). Chromium says so in every
// request over TLS (User-Agent Client Hints: Sec-CH-UA-Platform has low entropy, so nobody has to ask for it with Accept-CH).
// Others tell it in their User-Agent only. Pages with such a link are not cached, so they need no Vary.

import type { Context } from "hono";

export function isOnAndroid(c: Context): boolean {
  const platform = c.req.header("Sec-CH-UA-Platform");
  return platform === undefined
    ? /\bAndroid\b/.test(c.req.header("User-Agent") ?? "")
    : platform.trim().toLowerCase() === '"android"';
}
