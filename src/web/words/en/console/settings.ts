// The console's page of settings, in English.

export const settingsEn = {
  settings: {
    title: "Settings",
    lead: "Current settings. Change them in wrangler.toml; secrets are not shown.",
    caption: "Settings",
    name: "Name",
    value: "Value",
    default: "Default",
    unit: "Unit",
    meaning: "Meaning",
    empty: "empty",
    none: "none",
    mistyped: "Some variables look like mistyped settings",
    noMail: "Mail is set up by half",
    idle: "A setting has no effect",
    ofPhones: "Some phones can’t sign in with these settings",
    upstream: "The server behind this service",
    otherAddresses: {
      title: "Some phones use a different address than PUBLIC_URL",
      text: "They were enrolled when PUBLIC_URL was different, and they still send their answers there:",
      tokens: (count: number, orMore: boolean) =>
        `${count}${orMore ? " or more" : ""} ${count === 1 ? "token" : "tokens"}`,
      keep:
        "Keep these addresses pointing to this service. Otherwise sign-in stops working on these phones, even for accounts " +
        "added there later: the Android and iOS apps use the address of the first account.",
    },
    fullDatabases: {
      title: "A database is nearly full",
      text: "When it is full, nobody can sign in:",
      size: (mb: number, maxMb: number) => `${mb} of ${maxMb} MB`,
      act: "Keep the audit trail for a shorter time (AUDIT_RETENTION_DAYS) or use more databases. If your Cloudflare plan allows more, set DATABASE_MAX_MB.",
    },
    limitedNetworks: {
      title: "Too many wrong PINs come from a network that people sign in from",
      text: "Right PINs have come from there, too. It is probably an application server:",
      name:
        "If you run it, add it to APPLICATION_NETWORKS. Until then, a single person guessing PINs can lock out everyone who " +
        "signs in through it.",
    },
    unseenNames: {
      title: "Names with characters that nobody can see",
      text: (count: number, isExact: boolean) =>
        `${isExact ? "" : "At least "}${count === 1 ? "1 user has" : `${count} users have`} such a name, which can pass for another one.`,
      act: "They can sign in as before. To replace one, enrol the person under a name without these characters, then delete this user.",
    },
    ambiguousRealms: {
      title: "Realm names with an @",
      text: "Applications know users as user@realm. With an @ in the realm, two people can end up with the same name there:",
      move: "Move these users to a realm without an @. New users of these realms are refused.",
    },
  },
};
