// Security headers of pages, where they differ from those of all answers. Scripts and styles are
// files of this host, so nothing inline runs; QR codes are data URIs. `connect-src 'self'` covers
// our wss: (CSP3 §6.7.2.8, scheme-part match).

import type { HeaderNames } from "../../http/answer/ready-headers.ts";

export const PAGE_HEADERS: HeaderNames = [
  [
    "Content-Security-Policy",
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  ],
  // With `no-referrer` a page's form has the Origin `null` (Fetch, append a request `Origin`
  // header), and a browser without Fetch Metadata, such as Safari before 16.4, could send none of
  // ours. So our host alone gets a referrer. It sees the path of an enrolment link anyway.
  ["Referrer-Policy", "same-origin"],
  ["Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"],
];
