// Tells the console the browser's zone, so that "yesterday" begins when it did for the reader, as
// the times on the page do: packages/console/audit/period.ts.

const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
const secure = location.protocol === "https:" ? "; Secure" : "";
if (location.pathname.startsWith("/console"))
  // biome-ignore lint/suspicious/noDocumentCookie: older browsers have no other way.
  document.cookie = `tiqr-zone=${encodeURIComponent(timeZone)}; path=/console; SameSite=Strict${secure}`;
