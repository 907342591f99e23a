// The pages outside sign-in, enrolment and console, in English.

export const pagesEn = {
  layout: {
    skip: "Skip to the content",
    footer: "Signing in by QR code, with the Tiqr app.",
  },
  home: {
    title: "Sign in with your phone",
    lead: (service: string) =>
      `${service} lets you prove who you are with the Tiqr app. You scan a QR code and confirm on your phone. Your password stays out of it.`,
    how: "How it works",
    steps: [
      { title: "Scan the code", text: "Open the Tiqr app and point it at the QR code on your screen." },
      { title: "Confirm on your phone", text: "Unlock with your PIN, your fingerprint or your face." },
      { title: "You are in", text: "The page on your screen carries on by itself." },
    ],
    places: "Where things are",
    placesFor: {
      login: { title: "Sign in", text: "Sign in with your phone and see how it works." },
      console: { title: "Console", text: "For administrators and service accounts: tokens, logins, the audit trail." },
      health: { title: "Service status", text: "Whether the service and its database are working, as JSON." },
    },
    developers: "For applications and administrators",
    developersText:
      "Applications speak privacyIDEA’s API to this service. The documentation that comes with its source describes the requests, the accounts and their rights, what phones are told, and how to run such a service yourself.",
  },
  notFound: {
    title: "There is nothing here",
    text: "The address may have been mistyped, or the page may have moved.",
    home: "Go to the start page",
  },
  problem: {
    failed: {
      title: "Something went wrong on our side",
      text: "Nothing was lost. Please go back and try again in a moment.",
    },
    foreign: {
      title: "This form came from another site",
      text: "That is why nothing was done. Go back to our page and send the form from there.",
    },
    method: {
      title: "This does not work at this address",
      text: "Nothing was done. Go back to the page before and try again from there.",
    },
    tooLarge: {
      title: "This is too much text",
      text: "Nothing was done. Go back, shorten what you have entered, and send it again.",
    },
  },
  link: {
    login: {
      title: "Sign in with the Tiqr app",
      lead: "This link belongs in the Tiqr app on your phone. Since you can read this page, the app has not opened by itself.",
      open: "Open in the Tiqr app",
      last: {
        title: "No account in the app yet?",
        text: "Ask your organisation for a QR code that registers your phone. Then sign in again.",
      },
    },
    enrolment: {
      title: "Register your phone",
      lead: "This link adds an account to the Tiqr app on your phone. Since you can read this page, the app has not opened by itself.",
      open: "Register in the Tiqr app",
      last: {
        title: "Keep the link to yourself.",
        text: "It works once, and whoever uses it first gets the account.",
      },
    },
    steps: {
      install: {
        title: "Install the app",
        text: "Search for “Tiqr” by SURF in the App Store or in Google Play.",
      },
      open: {
        title: "Come back here on that phone",
        text: "Press the button below, or scan the QR code once more with the app.",
      },
    },
    nothing: "Nothing happens? Then the app is not on this device. Install it first, or use the phone that has it.",
    foreign: {
      title: "This link cannot be used",
      text: "It is incomplete, or it was not made by this service. Go back to where you found it and start again.",
    },
  },
};
