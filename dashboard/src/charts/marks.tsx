// The shapes that stand beside words: colour alone says nothing to one man in twelve, nor on a printed page.

export type MarkKind = "within" | "attention" | "breach" | "restated" | "missing";

const shapes: Record<MarkKind, string> = {
  within: "M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12z",
  attention: "M8 1.5L15.5 14.5H.5z",
  breach: "M2 2h12v12H2z",
  restated: "M8 .5L15.5 8L8 15.5L.5 8z",
  missing: "M1.5 4L4 1.5M1.5 9L9 1.5M1.5 14L14 1.5M6 14.5L14.5 6M11 14.5L14.5 11",
};

export function Mark({ kind }: { kind: MarkKind }) {
  return (
    <svg class={`mark mark-${kind}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[kind]} />
    </svg>
  );
}

/** A shape and its word. */
export function Marked({ kind, children }: { kind: MarkKind; children: string }) {
  return (
    <span class={`marked marked-${kind}`}>
      <Mark kind={kind} />
      <span>{children}</span>
    </span>
  );
}
