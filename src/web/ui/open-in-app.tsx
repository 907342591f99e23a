// The button beside a QR code, for a person who has the page on the phone itself. Neither official app opens universal links from
// a browser, so the button uses tiqrauth:// or tiqrenroll://, whatever format the QR code has (TIQR_URL_FORMAT).

import type { PropsWithChildren } from "hono/jsx";
import { schemeLink } from "../../tiqr/urls.ts";
import { Button } from "./components.tsx";

/** `link`: the QR text. */
export const OpenInApp = ({ link, children }: PropsWithChildren<{ link: string }>) => {
  const address = schemeLink(link);
  return address === undefined ? null : <Button href={address}>{children}</Button>;
};
