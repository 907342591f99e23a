// The pages outside sign-in, enrolment and console, in English.

export const pagesEn = {
  layout: {
    skip: "Skip to the content",
    language: "Language",
    footer: "Sign in by QR code with the Tiqr app.",
    help: "Help",
  },
  home: {
    title: "Sign in with your phone",
    lead: (service: string) =>
      `${service} lets you prove who you are with the Tiqr app. You scan a QR code and confirm on your phone. No password needed.`,
    how: "How it works",
    steps: [
      { title: "Scan the code", text: "Open the Tiqr app and point it at the QR code on your screen." },
      { title: "Confirm on your phone", text: "Unlock with your PIN, your fingerprint or your face." },
      { title: "You’re in", text: "The page on your screen continues automatically." },
    ],
    places: "Where to find things",
    placesFor: {
      login: { title: "Sign in", text: "Sign in with your phone and see how it works." },
      me: { title: "My phones", text: "Your phones, your PIN and your recent sign-ins." },
      console: {
        title: "Console",
        text: "For administrators and service accounts: tokens, sign-ins, the audit trail.",
      },
      health: { title: "Service status", text: "Whether the service and its database are working, as JSON." },
      docs: { title: "API", text: "For developers: every route, and an OpenAPI document of them." },
    },
    developers: "For applications and administrators",
    developersText:
      "Applications sign people in by OpenID Connect, behind a proxy, or with privacyIDEA’s API. The documentation that comes with the source code describes the requests, the accounts and their rights, what phones are told, and how to run a service like this yourself.",
  },
  notFound: {
    title: "There is nothing here",
    text: "The address may be mistyped, or the page may have moved.",
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
      title: "This doesn’t work at this address",
      text: "Nothing was done. Go back to the previous page and try again from there.",
    },
    tooLarge: {
      title: "That’s too much text",
      text: "Nothing was done. Go back, shorten what you entered and send it again.",
    },
  },
  link: {
    login: {
      title: "Sign in with the Tiqr app",
      lead: "This link belongs in the Tiqr app on your phone. You see this page because the app didn’t open automatically.",
      open: "Open in the Tiqr app",
      last: {
        title: "No account in the app yet?",
        text: "Ask your organisation for a QR code to register your phone. Then sign in again.",
      },
    },
    enrolment: {
      title: "Register your phone",
      lead: "This link adds an account to the Tiqr app on your phone. You see this page because the app didn’t open automatically.",
      open: "Register in the Tiqr app",
      last: {
        title: "Keep this link to yourself.",
        text: "It works once, and the first person to use it gets the account.",
      },
    },
    steps: {
      install: {
        title: "Install the app",
        text: "Search for “Tiqr” by SURF in the App Store or on Google Play.",
      },
      open: {
        title: "Come back here on that phone",
        text: "Press the button below, or scan the QR code again with the app.",
      },
    },
    nothing: "Nothing happens? Then the app isn’t on this device. Install it first, or use the phone that has it.",
    foreign: {
      title: "This link can’t be used",
      text: "It is incomplete, or it wasn’t made by this service. Go back to where you found it and start again.",
    },
  },
};
