// What is told once: a link, a token. It can be copied, and is nowhere afterwards.

import { useEffect, useRef, useState } from "preact/hooks";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";

export function Secret(props: { title: string; detail: string; secret: string; say: DeskSpeaker }) {
  const { title, detail, secret, say } = props;
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    setCopied(false);
    box.current?.focus();
  }, [secret]);

  async function copy(): Promise<void> {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(secret);
    } catch {
      document.execCommand("copy"); // Over plain HTTP there is no other way.
    }
    setCopied(true);
  }

  return (
    <section class="secret" data-part="secret" ref={box} tabIndex={-1} aria-label={title}>
      <h3>{title}</h3>
      <p>{detail}</p>
      <div class="with-button">
        <input
          type="text"
          readOnly
          ref={field}
          value={secret}
          aria-label={title}
          onFocus={() => field.current?.select()}
        />
        <button type="button" onClick={copy}>
          {say.t("copy")}
        </button>
      </div>
      <p role="status">{copied && say.t("copied")}</p>
    </section>
  );
}
