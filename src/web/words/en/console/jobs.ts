// The console's jobs on many tokens or users, and the import of a file, in English.

import type { JobNotice } from "../../../../http/jobs/shapes.ts";

export const jobsEn = {
  jobs: {
    title: "Your jobs",
    noneYet: "Nothing yet. Work on many tokens or users at once is listed here.",
    lead: "Work on many tokens or users that you have started. Each is kept for a day after its end.",
    begun: "Started",
    job: "Job",
    items: "How many",
    ended: "Ended",
    goesOn: "in progress",
    tokens: "Tokens",
    all: "All your jobs",
    begunBy: "Started by",
    toTokens: "Back to the tokens",
    toUsers: "To the users",
    enableAgain: (count: number) =>
      count === 1 ? "Enable this token again" : `Enable these ${count.toLocaleString("en")} again`,
    enabledHint: "Tokens that somebody disabled in another way, too, stay disabled.",
    number: (count: number) => count.toLocaleString("en"),
    outcomes: {
      link: "with a link",
      unlocked: "unlocked",
      disabled: "disabled",
      enabled: "enabled",
      deleted: "deleted",
      absent: "already gone",
      made: "new",
      changed: "changed",
      unchanged: "unchanged",
    },
    faulty: "faulty",
    getLinks: (links: number) => (links === 1 ? "1 gets a link." : `${links.toLocaleString("en")} get a link.`),
    fields: { email: "e-mail", name: "name", groups: "groups" },
    changes: (shown: number, all: number) =>
      all > shown ? `The first ${shown} changes of ${all.toLocaleString("en")}` : "Changes",
    change: "Change",
    hidden: "(not shown)",
    titles: {
      unlock: "Unlocking tokens",
      disable: "Disabling tokens",
      enable: "Enabling tokens",
      delete: "Deleting tokens",
      links: "Making enrolment links",
      users: "Importing users",
      dryRun: "Check of a file of users",
    },
    states: {
      waiting: "waiting",
      running: "in progress",
      done: "done",
      cancelled: "cancelled",
      failed: "stopped",
    },
    progress: (done: number, total: number, failed: number) =>
      `${done} of ${total} done${failed === 0 ? "" : `, ${failed} of them failed`}`,
    stopped: {
      "signed-out": "The account that started this was signed out, disabled or removed, so the job stopped.",
      "missing-right": "The account that started this no longer has the right to do it, so the job stopped.",
      unavailable: "The database could not be reached for minutes, so the job stopped.",
    },
    kept: "The result is kept until",
    secret:
      "The result may contain enrolment links. The first person to open one can enrol a phone: keep the file safe, and delete it once the links are sent.",
    notices: { "would-link": "An enrolment link would be made." } satisfies Record<JobNotice, string>,
    result: "Download the result (CSV)",
    reload: "Refresh",
    cancel: "Cancel the job",
    cancelling: "It will stop in a moment.",
    failed: "Not done",
    line: "Line",
    who: "Who",
    why: "Reason",
    more: (count: number) => `The result has ${count} more.`,
    selected: "With the selected tokens:",
    select: "Select",
    selectPage: (count: number) => `Select all ${count} on this page`,
    none: "No token is selected.",
    allFound: (count: number | undefined) =>
      count === undefined ? "Select all that the search finds" : `Select all ${count} that the search finds`,
    tooManyFound:
      "The search finds more tokens than one job can take (2,000), or takes too long. Narrow the search first.",
    othersFound: (count: number) => `and ${count} more`,
    asFound: "These are the tokens that the search finds now. Tokens that it would find later are not included.",
    many: {
      unlock: {
        button: "Unlock",
        title: "Unlock the selected tokens?",
        text: (count: number) => `This clears the failed attempts of ${count === 1 ? "1 token" : `${count} tokens`}.`,
        go: "Unlock",
      },
      disable: {
        button: "Disable",
        title: "Disable the selected tokens?",
        text: (count: number) =>
          count === 1
            ? "Nobody can sign in with this token until it is enabled again."
            : `Nobody can sign in with these ${count} tokens until they are enabled again.`,
        go: "Disable",
      },
      enable: {
        button: "Enable",
        title: "Enable the selected tokens?",
        text: (count: number) =>
          `${count === 1 ? "This token" : `These ${count} tokens`} can be used to sign in again, however ${count === 1 ? "it was" : "they were"} disabled.`,
        go: "Enable",
      },
      links: {
        button: "Make links",
        title: "Make enrolment links for the selected tokens?",
        text: (count: number) =>
          `For ${count === 1 ? "1 token" : `${count} tokens`} a link is made with which a new phone replaces the present one. The old phone works until the link is used. A person who keeps the same phone first deletes the old account in the Tiqr app.`,
        go: "Make links",
      },
      delete: {
        button: "Delete",
        title: "Delete the selected tokens?",
        text: (count: number) =>
          `${count === 1 ? "1 token is" : `${count} tokens are`} deleted for good. Their users have to enrol again.`,
        go: "Delete",
      },
    },
    import: {
      title: "Import users from a file",
      link: "Import users",
      lead: "Add many users at once, or change their details, with a CSV file from a spreadsheet.",
      columns:
        "The first line names the columns; only name is required. Separate several groups with commas or semicolons within their cell. An empty cell leaves what is there.",
      file: "CSV file (UTF-8, at most 20,000 users)",
      check: "Check the file",
      checked: "Nothing is changed yet. You will see a report first.",
      tooLarge: "The file is too large: at most 4 MB.",
      lost: "The upload broke off or took too long, and nothing was changed. Please try again.",
      unreadable: "This is not a text file in UTF-8. Save it as “CSV UTF-8” and try again.",
    },
    mail: {
      legend: "Mail",
      send: "Send each link to the person’s e-mail address, in English",
      progress: (sent: number, notSent: number) =>
        `${sent === 1 ? "1 link" : `${sent} links`} mailed${notSent === 0 ? "" : `, ${notSent} not. The result says why`}.`,
      waits: {
        limit: "The mail service takes no more mail for now.",
        sender: "The mail service refuses the sender’s address: see docs/mail.md.",
        unavailable: "The mail service doesn’t answer.",
      },
      why: {
        "not-sent": "The job ended before the link was mailed.",
        "no-address": "The user has no e-mail address.",
        "link-over": "The link was used or withdrawn, or had expired, before it was mailed.",
        refused: "The mail service refuses mail to this address.",
        unavailable: "The mail service did not take the mail.",
      } as Readonly<Record<string, string>>,
      again: "The job tries again at:",
    },
    apply: {
      links: "Enrolment links",
      which: {
        missing: "for users without a token",
        all: "for all users in the file",
        none: "none",
      },
      validity: "The links are valid for",
      days: (days: number) => (days === 1 ? "1 day" : `${days} days`),
      go: (users: number) => (users === 1 ? "Import 1 user" : `Import ${users.toLocaleString("en")} users`),
      goAhead: "Go ahead",
    },
  },
};
