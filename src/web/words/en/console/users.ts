// The console's pages of users, in English.

export const usersEn = {
  users: {
    noneYet: "No users yet. They come from a file, or once somebody opens their enrolment link or enrols a phone.",
    title: "Users",
    lead: "People with a registered phone, or who are about to register one.",
    person: "Name, user, email or serial",
    anything: "The beginning is enough, of any word of a name too. Use * as a wildcard within users.",
    withoutPhone: {
      filter: "Phones",
      all: "Everyone",
      which: {
        none: "No phone yet",
        "none-without-link": "No phone and no open link",
        "link-expired": "Link expired",
      },
      none: {
        none: "Nobody is without a phone.",
        "none-without-link": "Everyone has a phone or an open link.",
        "link-expired": "No link has expired unused.",
      },
      invited: "invited",
      linkExpired: "link expired",
      locked: "locked",
      disabled: "disabled",
      button: "Make new links for all of these",
      title: "Make enrolment links?",
      text: (count: number) =>
        count === 1
          ? "1 person who has no phone yet gets a new link."
          : `${count.toLocaleString("en")} people who have no phone yet each get a new link.`,
      nobody: "Nobody is left who needs a link.",
      notAll: (most: number) =>
        `There are more than one job can take (${most.toLocaleString("en")}). Come back afterwards for the others: search for people with no phone and no open link.`,
      earlier: "Earlier links keep working until they expire.",
      go: (count: number) => (count === 1 ? "Make 1 link" : `Make ${count.toLocaleString("en")} links`),
    },
    about: (user: string, realm: string) => `${user} in the realm ${realm}`,
    phones: "Phones",
    noPhones: "No phone yet. Send a link, or enrol one here.",
    enrol: "Enrol a phone here",
    validity: "Valid",
    always: "always",
    period: (from: string, until: string) =>
      from === "" ? `until ${until}` : until === "" ? `from ${from}` : `${from} to ${until}`,
    action: "Action",
    sessions: "Sessions",
    noSessions: "Not signed in in any browser.",
    sessionHead: ["Signed in", "Last seen", "Address", "Phone"],
    recovery: "Recovery codes",
    codesLeft: (left: number) =>
      left === 0 ? "None. The person makes them at “My phones”." : left === 1 ? "One is left." : `${left} are left.`,
    sessionsText: "Ends the sign-ins in browsers, and what applications were given. The phones keep working.",
    signOut: (user: string) => `Sign out ${user} everywhere`,
    back: "Back to the person",
    lost: "Phone lost",
    newPin: "New PIN",
    confirmPin: {
      title: "Set a new PIN?",
      text: "All phones of this person get the same random PIN, and open sign-ins end. You’ll see the PIN once.",
      go: "Set a new PIN",
    },
    apart: "Delete",
    deleteText: "Deletes the user, all phones, and what is known of the person.",
    delete: "Delete this user",
    confirmDelete: {
      title: "Delete this user?",
      text: "All phones and their tokens are deleted, and nobody can sign in as this user. In the audit trail, a pseudonym takes the place of the name. This can’t be undone.",
      go: "Delete the user and all data",
    },
  },
  lostPhone: {
    title: "Phone lost",
    lead: "The old phone stops working at once, and its open sign-ins end. The PIN stays the same.",
    stopped: "The old phone has stopped working. Only the link is missing.",
    elsewhere: "The person is elsewhere",
    elsewhereText: "You get a link to pass on. Whoever opens it first registers the new phone.",
    link: "Stop the old phone and make a link",
    here: "The person is with you",
    hereText:
      "You get a QR code for the new phone. If it is the same phone again, first delete the old account in the Tiqr app.",
    code: "Stop the old phone and show the QR code",
  },
};
