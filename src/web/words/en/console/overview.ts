// The console's overview, open sign-ins and audit trail, in English.

import { nearnessEn } from "../nearness.ts";

const percentOf = (part: number): string => part.toLocaleString("en", { style: "percent", maximumFractionDigits: 1 });
const many = (count: number): string => count.toLocaleString("en");

export const overviewEn = {
  adoption: {
    title: "Who has a phone",
    share: (count: number, total: number) => `${many(count)} of ${total === 1 ? "1 person" : `${many(total)} people`}`,
    percent: (percent: number) => `${percent}%`,
    withPhone: (count: number) => `${many(count)} with a phone`,
    invited: (count: number) => `${many(count)} invited`,
    linkExpired: (count: number) => `${many(count)} ${count === 1 ? "link" : "links"} expired`,
    without: (count: number) => `${many(count)} without a phone`,
    withoutLink: (count: number) => `${many(count)} without an open link`,
    notInvited: (count: number) => `${many(count)} not invited yet`,
  },
  dashboard: {
    title: "Overview",
    since: "The last 24 hours.",
    utc: "Times are in UTC.",
    byHour: "Sign-ins and refusals per hour",
    signIns: "Sign-ins",
    failures: "Refusals by reason",
    total: "Successful sign-ins",
    refused: "Refusals",
    trend: (percent: number) =>
      percent === 0
        ? "About as many as a day earlier"
        : `${Math.abs(percent)}% ${percent > 0 ? "more" : "fewer"} than a day earlier`,
    locked: "Locked tokens",
    median: "Median time to confirm",
    seconds: (seconds: string) => `${seconds} s`,
    hour: "Hour",
    count: "Number",
    reason: "Reason",
    asTable: "Show as a table",
    wave: (count: number, reason: string) => `Many failed sign-ins in the last hour: ${count}, mostly ${reason}`,
    waveRows: "Show them in the audit trail",
    incomplete: "There are too many new events to count at once. Some of the latest will be missing for a few minutes.",
  },
  distance: {
    title: "If the phone had to be near",
    none: "Nothing to compare yet. Sign-ins on the sign-in page are counted here within five minutes and for 31 days, unless PROXIMITY is off.",
    counted: (days: number, fresh: number, known: number) =>
      `${days === 1 ? "Today" : `In the last ${days} days`}: ${many(fresh)} ${fresh === 1 ? "sign-in" : "sign-ins"} in new browsers, and ${many(known)} in known ones, which are never refused.`,
    refusedBy: (rule: string) => `PROXIMITY=${rule} would have refused`,
    share: (part: number) => `${percentOf(part)} of all sign-ins`,
    inNewBrowsers: "In new browsers",
    rules: "Refused by",
    never: "–",
    overTor: (rules: string) => `${rules} (over Tor)`,
    others: {
      unknown: "Not comparable: over Tor, or the code was typed in",
      trusted: "In PROXIMITY_NETWORKS",
    },
  },
  checklist: {
    title: "Get started",
    lead: "Nobody can sign in yet. These steps are quick, in any order.",
    done: "done",
    open: "to do",
    tasks: {
      protect: {
        title: "Protect your own account",
        text: "Enrol your phone, so that a password alone no longer opens the console.",
      },
      people: {
        title: "Add people",
        text: "Import a list and send each person an enrolment link, or enrol someone right here.",
      },
      application: {
        title: "Add an application",
        text: "Tell us where people sign in: an OpenID Connect client, or a site behind a proxy.",
      },
      brand: {
        title: "Set help and logo",
        text: "HELP_URL, HELP_TEXT and BRAND_LOGO_URL, so that people know where they are and whom to ask.",
      },
    },
  },
  attention: {
    title: "Worth a look",
    behind: "Housekeeping is behind: entries of the audit trail wait to be signed, or old ones to be removed.",
    behindTodo: "Show the service status",
    addresses:
      "Some phones send their answers to another address than PUBLIC_URL. It must keep leading to this service.",
    addressesTodo: "Show the addresses",
    withoutPhone: (names: string, more: number) =>
      `Administrators who sign in with a password alone: ${more > 0 ? `${names} and ${more} more` : names}.`,
    enrol: (name: string) => `Enrol a phone for ${name}`,
    bootstrap: "BOOTSTRAP_ADMIN is still set. There is an administrator now, so delete the secret.",
    bootstrapTodo: "Show the accounts",
    help: "HELP_URL and HELP_TEXT are not set: people who forget their PIN or lose their phone are told to ask the help desk, but not how to reach it.",
    helpTodo: "Show the settings",
    unproven: (count: number, more: boolean) =>
      `${more ? "At least " : ""}${count === 1 ? "1 phone has" : `${count} phones have`} never answered. Either the owner hasn’t signed in yet, or the account is missing from the app.`,
    unprovenTodo: "Show them",
    links: (count: number, more: boolean) => {
      const some = more
        ? `At least ${count} enrolment links`
        : count === 1
          ? "1 enrolment link"
          : `${count} enrolment links`;
      return `${some} will expire within four hours without a phone. Remind the people, or make new links.`;
    },
    linksTodo: "Show the links",
  },
  transactions: {
    noneYet: "No sign-in is waiting now. One appears here as soon as a person or application starts it.",
    title: "Open sign-ins",
    lead: "Sign-ins that are waiting for a phone or for their application.",
    caption: "Open sign-ins",
    id: "ID",
    serial: "Token",
    opened: "Started",
    expires: "Expires",
    answered: "Confirmed",
    cancel: "Cancel",
    action: "Action",
  },
  audit: {
    title: "Audit trail",
    caption: "Newest first",
    captionWithout: "Newest first, without look-ups",
    filter: "Search",
    search: "Search",
    more: "More fields: days, realm, account, action, address, reason, look-ups",
    anything: "The beginning of a user’s name is enough. Use * as a wildcard.",
    days: (zone: string) => `Days begin at midnight (${zone}).`,
    lookups: "Show look-ups, too: who looked at users, tokens or this trail",
    from: "From",
    until: "Until (this day included)",
    dayForm: "YYYY-MM-DD",
    quickAll: "All entries",
    quickSignedIn: "Sign-ins",
    quickRefused: "Refused sign-ins",
    quick: { today: "Today", yesterday: "Yesterday", week: "7 days", month: "30 days" },
    happened: "What happened",
    details: "Details",
    times: (count: number) => `${count} ×`,
    number: "No.",
    date: "Time",
    action: "Action",
    result: "Result",
    user: "User",
    serial: "Token",
    administrator: "Account",
    client: "Address",
    unknownAddress: "unknown",
    event: "Event",
    reason: "Reason",
    nearness: nearnessEn,
    phoneWas: "Phone",
    browserWas: "Browser",
    detail: "What was wrong",
    intact: "Signature",
    success: "accepted",
    failure: "refused",
    challenge: "challenged",
    signedIn: "signed in",
    refusedSignIn: "sign-in refused",
    ok: "valid",
    broken: "INVALID",
    newer: "signed by a newer version, not verified",
    noneSoFar: "Nothing found so far.",
    atLeast: (count: number) => `At least ${count} in all.`,
    searchedTo: "Searched back to",
    further: "Search further back",
    older: "Older entries",
    tooFar: "This page is too far back to be counted to. Search for a day, or begin with the newest entries.",
    newest: "Newest entries",
    check: "Check the newest entries",
    checkText:
      "Checks the signatures, numbers and checkpoints of the newest 900 entries. npm run audit:verify checks them all.",
    whole: (rows: number, checkpoints: number) =>
      `Nothing is missing or changed. ${rows} entries and ${checkpoints} checkpoints were checked.`,
    problems: (count: number) => (count === 1 ? "1 problem found:" : `${count} problems found:`),
  },
};
