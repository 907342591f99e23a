// A text to copy: a press selects it; with a script, a button copies (src/web/client/live/copy.ts).

interface CopyProps {
  readonly text: string;
  readonly words: { readonly copy: string; readonly copied: string };
}

export const CopyButton = ({ text, words }: CopyProps) => (
  <button class="button secondary copy with-script" type="button" data-copy={text} data-copied={words.copied}>
    {words.copy}
  </button>
);
