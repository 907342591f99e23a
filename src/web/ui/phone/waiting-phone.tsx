// The drawing of a phone, for a page that waits for one without a QR code.

import { Confirmed } from "../components.tsx";

/** `confirmed`: the word for the moment when the phone has confirmed. */
export const WaitingPhone = ({ confirmed }: { confirmed: string }) => (
  <div class="waiting-phone">
    <span class="waits" aria-hidden="true" />
    <Confirmed text={confirmed} />
  </div>
);
