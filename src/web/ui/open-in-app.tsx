// The button beside a QR code, for who has the page on the phone itself. Neither official app opens universal links from a
// browser, so whatever the QR code says (TIQR_URL_FORMAT), the button says it as tiqrauth:// or tiqrenroll://.

import type { PropsWithChildren } from "hono/jsx";
import { schemeLink } from "../../tiqr/urls.ts";
import { Button } from "./components.tsx";

/** `link`: what the QR code says. */
export const OpenInApp = ({ link, children }: PropsWithChildren<{ link: string }>) => {
  const address = schemeLink(link);
  return address === undefined ? null : <Button href={address}>{children}</Button>;
};
