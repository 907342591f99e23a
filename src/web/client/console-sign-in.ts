// The console's sign-in with the phone: sends the form as soon as the phone has answered, and leads away when it cannot any
// more. Without script there is a button. Whatever else comes must not send the form: the same page would come back and send it
// again, for ever.

import { change } from "./live/change.ts";
import { watchedBy } from "./live/watched.ts";

const form = document.querySelector<HTMLFormElement>("form[data-transaction]");
const watched = form && watchedBy(form);
if (watched)
  void change(watched).then((state) => {
    if (state === "answered") form.requestSubmit();
    else if (state !== undefined) location.replace(`${form.dataset.ended}${encodeURIComponent(state)}`);
  });
