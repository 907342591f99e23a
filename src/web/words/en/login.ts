// The login page in English: src/web/login/page.tsx.

export const loginEn = {
  offline: "You’re offline. We’ll keep trying.",
  failed: "That didn’t get through. Please press the button again.",
  start: {
    title: "Sign in",
    lead: "Confirm it’s you with the Tiqr app on your phone.",
    titleFor: (application: string) => `Sign in to ${application}`,
    leadFor: (application: string, service: string) =>
      `${application} asks ${service} who you are. Confirm it’s you with the Tiqr app on your phone.`,
    user: "User name",
    pin: "PIN",
    pinHint: (service: string) => `Your ${service} PIN, not the one for the app. Leave blank if you don’t have one.`,
    pinNeeded: (application: string, service: string) =>
      `Your ${service} PIN, not the one for the app. ${application} asks for it.`,
    showPin: "Show PIN",
    submit: "Show the QR code",
    forgotPin: "Forgot your PIN?",
    askForPin: "Ask your help desk for a new one.",
  },
  waiting: {
    title: "Scan with your phone",
    lead: (user: string) => `Open the Tiqr app, scan the code and confirm. You are signing in as ${user}.`,
    leadFor: (user: string, application: string) =>
      `Open the Tiqr app, scan the code and confirm. You are signing in to ${application} as ${user}.`,
    onlyYours: "Scan this only if you opened this page yourself. We never send QR codes by mail.",
    alt: "QR code to scan with the Tiqr app",
    openApp: "Open in the Tiqr app",
    left: "Valid for",
    until: "Valid until",
    attemptsLeft: (n: number) => (n === 1 ? "One more attempt is left." : `${n} attempts are left.`),
    byHand: "Confirmed on your phone? Continue here.",
    goOn: "Continue",
    confirmed: "Confirmed",
    enterCode: "Enter code",
    noNetwork: "if your phone is offline",
    response: "Code from the app",
    responseHint: "Scan the QR code anyway. The app will show a code to enter here.",
    sendResponse: "Sign in with this code",
    cancel: "Cancel",
    renewed: "The previous code expired. Here’s a new one.",
    over: "Expired",
    expired: "This code has expired, and so have the digits that the app shows for it. Get a new code and scan it.",
    newCode: "Show a new code",
  },
  accepted: {
    title: "You’re signed in",
    text: (user: string) => `Your phone has confirmed that you are ${user}.`,
    alone: (service: string) =>
      `You are signed in to ${service} in this browser: applications that use it won’t ask you again for some time. You can close this page.`,
    elsewhere: (user: string) => `You are signed in as ${user}. Go back to the other tab. You can close this one.`,
    me: "My phones",
    signOut: "Sign out",
    going: (application: string) => `You are being taken back to ${application}.`,
    goOn: "Continue",
  },
  backTo: (application: string) => `Back to ${application}`,
  left: {
    title: "One moment",
    text: (application: string) => `You are being taken back to ${application}.`,
    goOn: "Continue",
  },
  outdated: {
    title: "This page is too old",
    text: (application: string) => `You can’t sign in here any more. Go back to ${application} and start again there.`,
  },
  unreadable: {
    title: "We can’t go on with this sign-in",
    text: "This page wasn’t sent as we made it. Please go back to the application and start again there.",
  },
  notices: {
    "wrong-user":
      "We can’t sign you in with this user name and PIN. Check both and try again. After many failed attempts, wait a few minutes first.",
    "pin-needed": "Please enter your PIN. This application asks for it.",
    locked:
      "Your account is locked after too many failed attempts. Wait a few minutes and try again, or ask your help desk.",
    unusable: "Your registered phone can’t be used to sign in at the moment. Please ask your help desk.",
    expired: "The QR code has expired. Please get a new one.",
    cancelled: "Sign-in cancelled.",
    blocked:
      "This sign-in was stopped after too many failed attempts. If the next one doesn’t work either, wait a few minutes, or ask your help desk.",
    over: "This sign-in has already been completed. Please sign in again.",
    unknown: "This sign-in didn’t start in this browser, or it ended long ago. Please sign in again.",
    "no-cookie":
      "Your browser didn’t send the cookie for this sign-in. If it blocks cookies from this page, please allow them. Otherwise the sign-in ended long ago. Please sign in again.",
    "wrong-response": "That code isn’t right. Check the digits in the app and try again.",
    "code-before":
      "These digits are for the previous code, which has expired. Scan the new code and enter the digits that the app shows for it. This doesn’t count as a failed attempt.",
    elsewhere:
      "Your phone is somewhere else. If you started this, connect it to the Wi-Fi of this computer or switch off the VPN, and scan again, or enter the code that the app shows without a network. If someone sent you here, close this page.",
    "not-yet": "Your phone hasn’t confirmed yet.",
    unreadable: "We can’t use what you entered. It is too long, or it contains characters that aren’t allowed.",
    "cross-site": "This request came from another site, so nothing was done. Please sign in here instead.",
    "too-many": "Too many attempts. Wait a minute and try again.",
    unavailable: "The service can’t respond right now. Please try again in a moment.",
  },
};
