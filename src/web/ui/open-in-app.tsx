// The button beside a QR code, for a person who has the page on the phone itself. Neither official app opens universal links from
// a browser, so the button uses tiqrauth:// or tiqrenroll://, whatever format the QR code has (TIQR_URL_FORMAT).

import type { PropsWithChildren } from "hono/jsx";
import { schemeLink } from "../../tiqr/urls.ts";
import { Button } from "./components.tsx";

interface OpenInAppProps {
  /** The QR text. */
  readonly link: string;
  /** src/web/ui/on-android.ts. It makes no difference to a login. */
  readonly onAndroid?: boolean | undefined;
  /** Where the iOS app leads back to once the person has confirmed. Other apps read it and do nothing with it. */
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
