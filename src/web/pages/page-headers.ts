// Security headers of pages. Everything is ours and in files of its own, so nothing inline is allowed; images may be data
// URIs, as QR codes are. `connect-src 'self'` covers wss: to our own host (CSP3 §6.7.2.8, scheme-part match).

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
  // Other sites get no referrer. Our own do: with `no-referrer` the Origin of a page's form is `null` (Fetch, append a request
  // `Origin` header), and a browser without Fetch Metadata, such as Safari before 16.4, could send none of ours.
  // An enrolment link's path goes to our own host alone, which sees it in the request for the page itself.
  referrerPolicy: "same-origin",
  permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
});
