// The console's sign-in with the phone: sends the form as soon as the phone has answered, and leaves the page when the login
// has ended. Without script there is a button. In any other state the server would return the same page, whose script would
// send the form again in an endless loop, so only an answer sends it. A sign-in is accepted once, and a second form would make
// the person's own one lose its reply, so the script sends nothing after that.

import { change } from "./live/change.ts";
import { watchedBy } from "./live/watched.ts";

let sent = false;
document.addEventListener("submit", () => {
  sent = true;
});

const form = document.querySelector<HTMLFormElement>("form[data-transaction]");
const watched = form && watchedBy(form);
if (watched)
  void change(watched, () => !sent).then((state) => {
    if (state === "answered") form.requestSubmit();
    else if (state !== undefined) location.replace(`${form.dataset.ended}${encodeURIComponent(state)}`);
  });
