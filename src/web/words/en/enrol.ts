// The enrolment page in English: src/web/enrol/page.tsx.

export const enrolEn = {
  title: "Register your phone",
  account: (user: string, service: string) => `For the account ${user} at ${service}.`,
  steps: [
    {
      title: "Install the app",
      text: "On your phone, search for “Tiqr” by SURF in the App Store or in Google Play. The site of the app is tiqr.org.",
    },
    { title: "Register the phone", text: "Scan the QR code with the app, and choose how to unlock it." },
    { title: "Try it out", text: "Sign in once, to see that it works." },
  ],
  replaces: {
    title: "Your old phone stops working",
    text: "As soon as you press the button, nobody can sign in with the phone that was registered so far.",
  },
  again:
    "Has this phone been registered before? Then first delete the old account in the Tiqr app, or the app refuses the new one.",
  start: "Show the QR code",
  once: "This link works once, and only in the browser in which you press the button.",
  scan: {
    lead: "Open the Tiqr app on your phone and scan this code.",
    alt: "QR code that registers your phone. Scan it with the Tiqr app.",
    onPhone: "Are you reading this on the phone itself?",
    open: "Open in the Tiqr app",
    waiting: "Waiting for your phone",
  },
  fetched: {
    title: "Your phone has read the code",
    text: "Finish in the app: it asks how you want to unlock the account.",
  },
  stuck: "Stuck, or was it the wrong phone?",
  exists:
    "Does the app say that it has this account already? Delete the old account in the app, then get a new code here.",
  renew: "Show a new code",
  codeExpired: {
    title: "The code has expired",
    text: "A QR code is valid for a short time only. Get a new one; your link is still valid.",
  },
  twice: {
    title: "The code was scanned more than once",
    underWay:
      "Only the first phone can be registered. If that was not yours, get a new code: the one before stops working.",
    enrolled: "Only the first phone was registered. If that was not yours, tell your organisation at once.",
  },
  enrolled: { title: "Your phone is registered", text: "From now on you can sign in with it." },
  pin: {
    title: "Choose a PIN",
    wanted: "Optional. You’ll enter this PIN when you sign in. It is separate from the app’s PIN.",
    required: "You’ll enter this PIN when you sign in. It is separate from the app’s PIN.",
    label: "PIN",
    hint: (least: number) => (least > 1 ? `At least ${least} characters` : "Digits, letters or both"),
    repeat: "Repeat the PIN",
    differs: "These are two different PINs. Enter the same one twice.",
    save: "Save the PIN",
    saved: "Your PIN is saved.",
    skip: "Continue without a PIN",
    after: "Choose a PIN after all",
  },
  trial: {
    title: "Try it out",
    text: "Sign in once with your phone. Nothing can go wrong.",
    start: "Try a login",
    lead: "Scan this code with the Tiqr app and confirm.",
    alt: "QR code of the test login. Scan it with the Tiqr app.",
    confirmed: "I have confirmed",
    failed: {
      title: "The test login was not confirmed",
      text: "Perhaps the code had expired, or the phone was not quite done. Just try again.",
    },
  },
  done: { title: "All done", text: "The test login has worked. You can close this page." },
  offline: "There is no connection at the moment. The page goes on by itself.",
  unsent: "There is no connection. Press the button again when it is back.",
  refused: {
    title: "That did not work",
    text: "Nothing was changed. If it stays like that, tell your organisation.",
    cookies:
      "Your browser keeps no cookies from this page. Allow them, load the page again and press the button once more.",
    tooManyTokens:
      "You have as many registered phones as you may have. Your organisation can remove one that you do not use.",
    tooManyRequests: "That was a bit too often. Wait a minute and try again.",
  },
  over: {
    unknown: {
      title: "This link is not known",
      text: "It is incomplete, or it is very old. Copy all of it from the message that you got, or ask your organisation for a new one.",
    },
    used: {
      title: "This link was used already",
      text: "It works only in the browser in which it was begun. If that was you, go back to that browser. If not, tell your organisation, and ask for a new link.",
    },
    expired: {
      title: "This link has expired",
      text: "Ask your organisation for a new one. If your phone is registered already, there is nothing more to do.",
    },
    withdrawn: {
      title: "This link has been withdrawn",
      text: "Your organisation has changed something about this account since. Ask there for a new link.",
    },
  },
};
