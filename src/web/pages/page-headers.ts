// Security headers of pages. Scripts and styles are files of this host, so nothing inline runs; QR
// codes are data URIs. `connect-src 'self'` covers our wss: (CSP3 §6.7.2.8, scheme-part match).

import { secureHeaders } from "hono/secure-headers";

export const pageHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", "data:"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: "DENY",
  // With `no-referrer` a page's form has the Origin `null` (Fetch, append a request `Origin`
  // header), and a browser without Fetch Metadata, such as Safari before 16.4, could send none of
  // ours. So our host alone gets a referrer. It sees the path of an enrolment link anyway.
  referrerPolicy: "same-origin",
  permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
});
