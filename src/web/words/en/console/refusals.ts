// What was wrong with the requests of an application, and what mends it, in English.

export const refusalsEn = {
  refusals: {
    title: "What was refused",
    titleOf: (name: string) => `What was refused: ${name}`,
    lead: "What was wrong with the last requests of this application. Anyone can send a request in its name, so what came may be a stranger’s.",
    none: "Nothing was refused lately.",
    earlier: "Earlier ones",
    newest: "The newest",
    came: "What came",
    characters: (count: string) => `${count} characters`,
    registered: "Registered",
    mends: "What mends it",
    register: "Register this address …",
    faults: {
      missing: (parameter: string) => `${parameter} is missing`,
      repeated: (parameter: string) => `${parameter} came twice`,
      "too-long": (parameter: string) => `${parameter} is too long`,
      malformed: (parameter: string) => `${parameter} can’t be read`,
      unsupported: (parameter: string) => `${parameter} has a value that isn’t supported`,
      unreadable: (parameter: string) => `${parameter} can’t be read`,
      unknown: (parameter: string) => `${parameter} is unknown`,
      unregistered: (parameter: string) => `${parameter} isn’t registered`,
      "left-out": (parameter: string) => `${parameter} asks for more than the application may have`,
      unmet: (parameter: string) => `${parameter} wasn’t met by the sign-in`,
      mismatched: (parameter: string) => `${parameter} isn’t the right one`,
      unexpected: (parameter: string) => `${parameter} came, though nothing asked for it`,
      used: (parameter: string) => `${parameter} was used before`,
      over: (parameter: string) => `${parameter} has expired, or the sign-in behind it has ended`,
    },
    remedies: {
      mended: "Nothing. The registration has changed since, so this no longer happens.",
      "register-address":
        "If the address is right, register it. If not, the application must send one that is registered, character by character.",
      "send-registered-address":
        "The application must send one of the registered addresses, character by character. This one can’t be registered as it came.",
      "send-address": "The application must send redirect_uri once.",
      "repeat-address":
        "When it redeems the code, the application must send the redirect_uri of the sign-in once more.",
      "allow-scope": "Add the scope to the application, or have the application not ask for it.",
      "ask-openid": "The application must ask for the scope openid.",
      "use-pkce": "Switch on PKCE with S256 in the application.",
      "send-verifier": "The application must send code_verifier with the code. It often loses it with its session.",
      "send-challenge":
        "The application must send code_challenge when the sign-in begins, too. If it does, someone has removed it on the way.",
      "keep-verifier":
        "The application must send the code_verifier of this sign-in. Those of two sign-ins at once are often mixed up.",
      "sign-in-visibly":
        "Nothing, if it happens now and then: nobody was signed in as the application asked. It then has to show the sign-in page.",
      "admit-person": "The person may not use the application: look at its realms, its PIN and at the person’s phone.",
      "check-secret": "Enter the application’s secret or key again. A new secret is made above.",
      "change-method": "Change how the application sends its secret, or what is registered here.",
      "begin-again": "The application must begin the sign-in again. A code lasts a minute.",
      "redeem-once": "The application must use it only once. If it does, someone else has it: look into it.",
      "correct-request": "The request must be corrected in the application.",
    },
  },
  registerAddress: {
    title: "Register this address?",
    isNew: "No address of this application is at this host yet.",
    warning: (name: string) =>
      `Anyone can send a request with an address of their own and hope that you register it. Whoever owns the address can then sign in to ${name} as your people. Ask the people who run ${name}, even if it is urgent.`,
    host: "Host",
    address: "Address",
    hosts: "Hosts so far",
    times: "How often it came",
    pairwise:
      "This application gets identifiers of its own. An address at another host changes all of them, and the application then takes its people for new ones.",
    whose: "Whose address is it?",
    sure: (host: string, name: string) => `I have it from the people who run ${name} that ${host} is theirs`,
    notSure: "Tick the box if you know whose address it is.",
    go: "Register this address",
    gone: "This address is not among the last refusals of the application, or it is registered by now.",
    back: "Back to the application",
  },
};
