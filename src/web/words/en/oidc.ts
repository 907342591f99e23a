// The pages of the provider in English: src/web/oidc.

export const oidcEn = {
  problem: {
    title: "We can’t start this sign-in",
    "unknown-client":
      "The link to this page names no application that is registered here (client_id). Please tell the support team of the application that sent you.",
    "unregistered-address": (name: string) =>
      `${name} wants you back at an address that isn’t registered for it (redirect_uri). For your safety we don’t send you there. Please tell its support team.`,
    "unreadable-request":
      "The link to this page can’t be read. Please go back to the application and start again there.",
  },
  choose: {
    title: (application: string) => `Go on to ${application}`,
    text: (user: string) => `You are signed in as ${user}.`,
    goOn: (user: string) => `Continue as ${user}`,
    other: "Sign in as someone else",
  },
};
