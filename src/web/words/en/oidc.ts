// The pages of the provider in English: src/web/oidc.

export const oidcEn = {
  problem: {
    title: "We can’t start this sign-in",
    "unknown-client":
      "The link to this page names no application that is registered here (client_id). Please tell the support team of the application that sent you.",
    "missing-address": (name: string) =>
      `${name} doesn’t say where it wants you back (redirect_uri is missing). Please tell its support team.`,
    "repeated-address": (name: string) =>
      `${name} names more than one address where it wants you back (redirect_uri comes twice). Please tell its support team.`,
    "unregistered-address": (name: string) =>
      `${name} wants you back at an address that isn’t registered for it (redirect_uri). For your safety we don’t send you there. Please tell its support team.`,
    "unguarded-host":
      "The link to this page wants you back at an address that isn’t registered here (rd). For your safety we don’t send you there. Please tell the support team of the application that sent you.",
    "unreadable-request":
      "The link to this page can’t be read. Please go back to the application and start again there.",
    came: "What came:",
  },
  choose: {
    title: (application: string) => `Go on to ${application}`,
    text: (user: string) => `You are signed in as ${user}.`,
    goOn: (user: string) => `Continue as ${user}`,
    other: "Sign in as someone else",
  },
  logout: {
    ask: {
      title: "Sign out?",
      text: "Do you want to sign out in this browser? Applications will ask you to sign in again.",
      textFor: (application: string) =>
        `${application} asks to sign you out in this browser. Applications will ask you to sign in again.`,
      submit: "Sign out",
    },
    done: { title: "You’re signed out", text: "You can close this page." },
    stranded: {
      title: "You’re signed out",
      text: "You can close this page. The application wanted you back at an address that isn’t registered for it (post_logout_redirect_uri), so we can’t take you there. Please tell its support team.",
    },
    unregistered: {
      title: "We can’t go on with this sign-out",
      text: "The application wants you back at an address that isn’t registered for it (post_logout_redirect_uri), or the link can’t be read. You haven’t been signed out.",
    },
  },
};
