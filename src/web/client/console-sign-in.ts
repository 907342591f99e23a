// The console's sign-in with the phone: sends the form as soon as the phone has answered. Without script there is a button.

import { change } from "./live/change.ts";
import { watchedBy } from "./live/watched.ts";

const form = document.querySelector<HTMLFormElement>("form[data-transaction]");
const watched = form && watchedBy(form);
if (watched) void change(watched).then(() => form.requestSubmit());
