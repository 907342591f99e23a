// The enrolment page in English: src/web/enrol/page.tsx.

const DAY = { day: "numeric", month: "long", timeZone: "UTC" } as const;

export const enrolEn = {
  title: "Register your phone",
  account: (user: string, service: string) => `For the account ${user} at ${service}.`,
  steps: { app: "Get the app", scan: "Scan", pin: "Choose a PIN", trial: "Try it out" },
  app: {
    text: "Install “Tiqr” by SURF on your phone: scan the code of your store with the camera, or open the link on the phone. The app’s website is tiqr.org.",
    textOnPhone: "Install “Tiqr” by SURF on this phone, then come back to this page. The app’s website is tiqr.org.",
    stores: { ios: "App Store (iPhone)", android: "Google Play (Android)" },
    alt: {
      ios: "QR code that leads to the app in the App Store",
      android: "QR code that leads to the app on Google Play",
    },
    again: "I don’t have the app yet",
    back: "Back to the QR code",
  },
  until: "The link is valid until",
  back: "Back",
  recovered: {
    accepted: (left: number) =>
      left === 0
        ? "Code accepted. It was your last one."
        : left === 1
          ? "Code accepted. 1 code left."
          : `Code accepted. ${left} codes left.`,
    text: "Your earlier phones no longer work. Register your new phone now. Your PIN stays the same.",
  },
  replaces: {
    title: "Your old phone stops working",
    text: "As soon as you press the button, the phone registered until now can no longer be used to sign in.",
  },
  again:
    "Was this phone registered before? Then delete the old account in the Tiqr app first, or the app won’t accept the new one.",
  start: "Show the QR code",
  startOnPhone: "Continue in the app",
  once: "This link works once, and only in the browser where you press the button.",
  name: {
    label: "What do you call this phone?",
    hint: "Your organisation can see it, too.",
    unnamed: (atMs: number) => `Phone of ${new Intl.DateTimeFormat("en-GB", DAY).format(atMs)}`,
  },
  scan: {
    lead: "Open the Tiqr app on your phone and scan this code.",
    alt: "QR code that registers your phone. Scan it with the Tiqr app.",
    leadOnPhone: "Or scan this code with another phone.",
    confirmed: "Key received",
    onPhone: "Are you reading this on the phone itself?",
    open: "Open in the Tiqr app",
    notOpened: "Did the app not open? Then you need a new link: open it on another screen and scan the code there.",
    waiting: "Waiting for your phone",
  },
  fetched: {
    title: "Your phone has read the code",
    text: "Finish in the app: it will ask how you want to unlock the account.",
  },
  stuck: "Having trouble, or scanned with the wrong phone?",
  exists: "Does the app say it already has this account? Delete the old account in the app, then get a new code here.",
  renew: "Show a new code",
  codeExpired: {
    title: "The code has expired",
    text: "A QR code works for a short time only. Get a new one; your link is still valid.",
  },
  twice: {
    title: "The code was scanned more than once",
    underWay:
      "Only the first phone can be registered. If that wasn’t yours, get a new code: the previous one stops working.",
    enrolled: "Only the first phone was registered. If that wasn’t yours, tell your organisation at once.",
    expired:
      "No phone is registered. Get a new code, and scan it with your phone only. If someone else may have seen the code, tell your organisation.",
  },
  unproven: {
    title: "Your phone has sent its key",
    text: "Try it once, so that you know it works.",
    stuck:
      "Did the app show an error, or is the account missing from it? Then get a new code. The key that was sent stops working.",
  },
  enrolled: { title: "Your phone is registered", text: "You can now sign in with it." },
  pin: {
    title: "Choose a PIN",
    wanted: "Optional. You’ll enter this PIN when you sign in. It is separate from the app’s PIN.",
    required: "You’ll enter this PIN when you sign in. It is separate from the app’s PIN.",
    label: "PIN",
    hint: (least: number) => (least > 1 ? `At least ${least} characters` : "Numbers, letters or both"),
    repeat: "Repeat the PIN",
    show: "Show PIN",
    differs: "The two PINs don’t match. Enter the same one twice.",
    save: "Save PIN",
    saved: "Your PIN is saved.",
    skip: "Continue without a PIN",
    after: "Choose a PIN after all",
  },
  trial: {
    title: "Try it out",
    text: "Sign in once with your phone. This is only a test.",
    start: "Try it",
    lead: "Scan this code with the Tiqr app and confirm.",
    alt: "QR code for the test sign-in. Scan it with the Tiqr app.",
    byHand: "I have confirmed",
    confirmed: "Confirmed",
    failed: {
      title: "The test sign-in wasn’t confirmed",
      text: "Perhaps the code had expired, or your phone hadn’t finished. Just try again.",
    },
  },
  done: {
    title: "All done",
    text: "The test sign-in worked. You can close this page, or go on.",
    applications: "Your applications",
    account: "Your account",
    homes: { "/me": "My phones", "/console": "Console" },
    recovery: "A lost phone locks you out. With recovery codes you can register a new one yourself.",
    codes: "Make recovery codes",
  },
  offline: "You’re offline. The page continues automatically once you’re back online.",
  unsent: "You’re offline. Press the button again once you’re back online.",
  refused: {
    title: "That didn’t work",
    text: "Nothing was changed. If it keeps happening, tell your organisation.",
    name: "A name has at most 80 characters, and no invisible ones.",
    cookies: "Your browser blocks cookies from this page. Allow them, reload the page and press the button again.",
    tooManyTokens:
      "You have the maximum number of registered phones. Your organisation can remove one that you no longer use.",
    tooManyRequests: "Too many attempts. Wait a minute and try again.",
  },
  over: {
    unknown: {
      title: "We don’t recognise this link",
      text: "It is incomplete or very old. Copy the whole link from the message you received, or ask your organisation for a new one.",
    },
    used: {
      title: "This link has already been used",
      text: "It works only in the browser where it was first used. If that was you, go back to that browser. If not, tell your organisation and ask for a new link.",
    },
    expired: {
      title: "This link has expired",
      text: "Ask your organisation for a new one. If your phone is already registered, there is nothing more to do.",
    },
    withdrawn: {
      title: "This link has been withdrawn",
      text: "Your organisation has changed something about this account in the meantime. Please ask for a new link.",
    },
  },
};
