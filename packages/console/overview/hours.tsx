// Sign-ins and refusals, hour by hour, as bars without a script. The hours are the choices of one
// group: a pointer or a tap shows the numbers of one; for the keyboard they are one stop, and the
// arrows lead from hour to hour. Colour only repeats the words. A table below has all the numbers.

import { type HourJson, Table, Time } from "../../../src/for-console.ts";
import type { ConsoleWords } from "../words/words.ts";

const HEIGHT = 100;
const WIDTH = 10;
/** Every third hour is named below the bars. */
const NAMED = 3;

interface Props {
  readonly words: ConsoleWords["dashboard"];
  readonly logins: readonly HourJson[];
  readonly failures: readonly HourJson[];
}

export const Hours = ({ words, logins, failures }: Props) => {
  const hours = logins.map(({ from, count }, at) => ({ from, count, refused: failures[at]?.count ?? 0 }));
  const most = Math.max(1, ...hours.map(({ count, refused }) => count + refused));
  const last = hours.length - 1;
  return (
    <>
      <fieldset class="hours">
        <legend class="unseen">{words.byHour}</legend>
        <div class="scale" aria-hidden="true">
          <span>{most}</span>
          <span>0</span>
        </div>
        {hours.map(({ from, count, refused }, at) => (
          <div class="hour">
            <input type="radio" name="hour" checked={at === last} aria-labelledby={`hour-${at}`} />
            <Bar count={count} refused={refused} most={most} isRunning={at === last} />
            <p class="told" id={`hour-${at}`}>
              <Time at={from} form="clock" />{" "}
              <span class="key signed-in">
                {words.signIns} <b>{count}</b>
              </span>{" "}
              <span class="key refused">
                {words.refused} <b>{refused}</b>
              </span>
            </p>
            {at % NAMED === 0 && (
              <span class="named" aria-hidden="true">
                <Time at={from} form="clock" />
              </span>
            )}
          </div>
        ))}
      </fieldset>
      <details>
        <summary>{words.asTable}</summary>
        <Table
          caption={words.byHour}
          captionUnseen
          short
          head={[words.hour, words.signIns, words.refused]}
          rows={hours.map(({ from, count, refused }) => [
            <Time at={from} form="clock" />,
            String(count),
            String(refused),
          ])}
        />
      </details>
    </>
  );
};

/** The running hour's bar is pale, because its count is still growing. */
const Bar = ({
  count,
  refused,
  most,
  isRunning,
}: Readonly<Record<"count" | "refused" | "most", number>> & { readonly isRunning: boolean }) => {
  const [high, above] = [(count / most) * HEIGHT, (refused / most) * HEIGHT];
  return (
    <svg
      class={isRunning ? "running" : undefined}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect class="refused" y={HEIGHT - high - above} width={WIDTH} height={above} />
      <rect class="signed-in" y={HEIGHT - high} width={WIDTH} height={high} />
    </svg>
  );
};
