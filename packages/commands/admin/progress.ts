// How far a command is, on stderr and only at a terminal, so that no program reads it as output.

const WIDTH = 24;

export interface ProgressBar {
  /** Without a total it shows the count alone. */
  step(done: number, total?: number): void;
  /** Takes the bar away. */
  clear(): void;
}

export function createProgress(stream: NodeJS.WriteStream): ProgressBar {
  let isShown = false;
  return {
    step(done, total) {
      if (!stream.isTTY) return;
      isShown = true;
      stream.write(`\r\x1b[K${barOf(done, total)}`);
    },
    clear() {
      if (isShown) stream.write("\r\x1b[K");
      isShown = false;
    },
  };
}

export function barOf(done: number, total?: number): string {
  if (total === undefined) return `${done} ...`;
  const full = total === 0 ? WIDTH : Math.round((WIDTH * Math.min(done, total)) / total);
  return `[${"#".repeat(full)}${" ".repeat(WIDTH - full)}] ${done} of ${total}`;
}
