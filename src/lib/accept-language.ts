// The language that a sender prefers: Accept-Language, RFC 9110 §12.5.4.

/** Of equal weights the first wins. `nl-BE` counts as `nl`, and `*` matches `otherwise`. */
export function preferredLanguage<Language extends string>(
  acceptLanguage: string | undefined,
  isLanguage: (tag: string) => tag is Language,
  otherwise: Language,
): Language {
  let best = otherwise;
  let most = 0;
  for (const range of (acceptLanguage ?? "").split(",")) {
    const [tag = "", ...parameters] = range.toLowerCase().split(";");
    const language = tag.trim() === "*" ? otherwise : (tag.trim().split("-")[0] ?? "");
    const q = parameters.map((parameter) => /^\s*q\s*=\s*([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
    const weight = q === undefined ? 1 : Number(q);
    if (!isLanguage(language) || !(weight > most)) continue;
    best = language;
    most = weight;
  }
  return best;
}
