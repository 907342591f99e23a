// Security headers of pages. All scripts and styles are files of this host, so nothing inline is allowed; images may be data
// URIs, because QR codes are. `connect-src 'self'` covers wss: to our own host (CSP3 §6.7.2.8, scheme-part match).

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
  // With `no-referrer` the Origin of a page's form is `null` (Fetch, append a request `Origin` header), and a browser without Fetch
  // Metadata, such as Safari before 16.4, could send none of our forms. So our own host gets a referrer, and other sites get
  // none. An enrolment link's path thus goes only to our own host, which sees it anyway in the request for the page.
  referrerPolicy: "same-origin",
  permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
});
