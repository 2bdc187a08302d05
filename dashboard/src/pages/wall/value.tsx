// A figure that people look at. A new one fades in once, in two seconds, so that a glance catches the change; the first
// one a page shows does not, because nothing has changed.

import { useRef } from "preact/hooks";

export function Value({ text, kind }: { text: string; kind: string }) {
  const first = useRef(text);
  return (
    <span key={text} class={text === first.current ? `value ${kind}` : `value ${kind} fresh`}>
      {text}
    </span>
  );
}
