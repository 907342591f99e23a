// Covers a dead code, so that people stop scanning it.

export function cover(): void {
  const code = document.querySelector(".qr");
  const over = document.querySelector<HTMLElement>("[data-over]");
  if (!code || !over) return;
  code.querySelector("img")?.setAttribute("hidden", "");
  code.append(over);
  over.hidden = false;
}
