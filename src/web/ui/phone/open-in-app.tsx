// The button next to a QR code, for people who see it on the phone itself. Neither official app
// opens universal links from a browser, so it uses the schemes, whatever TIQR_URL_FORMAT says.

import type { PropsWithChildren } from "hono/jsx";
import { schemeLink } from "../../../tiqr/urls.ts";
import { Button } from "../components.tsx";

interface OpenInAppProps {
  /** The QR text. */
  readonly link: string;
  /** Whether this is Android (./on-android.ts), where the links of enrolments differ. */
  readonly onAndroid?: boolean | undefined;
  /** Where the iOS app leads back to after the person has confirmed. Other apps ignore it. */
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
