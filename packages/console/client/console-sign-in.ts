// Sends the console's sign-in once the phone has answered, and leaves the page when the login has
// ended. Only an answer may send the form: in any other state the server returns this same page,
// whose script would send it again, endlessly. A sign-in is accepted once, and a second form would
// abort the person's own and lose its reply, so the script sends nothing after that one.

import {
  beginTimes,
  change,
  isTyping,
  pause,
  showConfirmed,
  watchedBy,
} from "../../../src/web/client/live/for-console.ts";

// Each apart: one that a browser cannot run must not keep this page from waiting.
void beginTimes();
void import("./live/zone.ts");

let sent = false;
document.addEventListener("submit", () => {
  sent = true;
});

const form = document.querySelector<HTMLFormElement>("form[data-transaction]");
const target = form && watchedBy(form);
if (target)
  void change(target, () => !sent).then(async (state) => {
    if (state === "answered") {
      await showConfirmed();
      if (!sent) form.requestSubmit();
    } else if (state !== undefined) {
      while (isTyping() && !sent) await pause(1000);
      if (!sent) location.replace(`${form.dataset.ended}${encodeURIComponent(state)}`);
    }
  });
