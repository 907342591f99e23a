// Writes each time of the page in the browser's zone and in the page's language; its title keeps
// UTC. Scripts put parts of other pages into this one, and the observer sees those, too.

const { lang } = document.documentElement;
/** The reader's own variant of the page's language: British dates differ from American ones. */
const locale = navigator.languages.find((one) => one.split("-")[0] === lang && isKnown(one)) ?? lang;
const written = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);

const plain = written({ dateStyle: "medium", timeStyle: "short" });
const time = written({ timeStyle: "short" });
const days = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });

/** "today 11:22"; a day before yesterday by its date. */
function near(date: Date): string {
  const sinceMidnights = new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0);
  // The day on which the clocks change has 23 or 25 hours.
  const ago = Math.round(sinceMidnights / 86_400_000);
  return ago === 0 || ago === 1 ? `${days.format(-ago, "day")} ${time.format(date)}` : plain.format(date);
}

const FORMS = {
  seconds: written({ dateStyle: "medium", timeStyle: "medium" }),
  clock: written({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  near: { format: near },
};

function localize(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLTimeElement>("time:not([title])")) {
    const { format } = FORMS[element.dataset.form as keyof typeof FORMS] ?? plain;
    element.title = element.dateTime.replace("T", " ").replace(/\.\d+Z$/, " UTC");
    element.textContent = format(new Date(element.dateTime));
  }
}

/** Chromium under LANG=C says "en-US@posix", at which Intl throws. */
function isKnown(language: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language).length > 0;
  } catch {
    return false;
  }
}

localize(document);
new MutationObserver((changes) => {
  for (const { addedNodes, target } of changes)
    if ([...addedNodes].some((node) => node instanceof Element)) localize(target as Element);
}).observe(document.body, { childList: true, subtree: true });
