// The console's sign-in with the phone: sends the form as soon as the phone has answered, and leads away when it cannot any
// more. Without script there is a button. Whatever else comes must not send the form: the same page would come back and send it
// again, for ever. Nor must it be sent beside one that the person has sent: the sign-in is taken once, and its answer would be lost.

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
