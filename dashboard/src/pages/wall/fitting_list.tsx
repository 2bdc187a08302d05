// A list that shows as many of its lines as its place holds, and says how many it left out: a wall neither scrolls nor
// cuts a line in half.

import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

interface Props {
  lines: VNode[];
  /** Changes whenever the lines do; measuring happens only then and when the window changes. */
  version: string;
  more: (left: number) => string;
}

export function FittingList({ lines, version, more }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [shown, setShown] = useState(lines.length);
  const [measured, setMeasured] = useState("");
  const [size, setSize] = useState("");

  useLayoutEffect(() => {
    const resized = (): void => setSize(`${window.innerWidth}x${window.innerHeight}`);
    window.addEventListener("resize", resized);
    // Lines are wider once the font has come.
    document.fonts?.ready.then(() => setSize("font"));
    return () => window.removeEventListener("resize", resized);
  }, []);

  // First everything is laid out, out of sight below the edge, then what does not fit is left out.
  const wanted = `${version} ${size}`;
  useLayoutEffect(() => {
    if (measured === wanted) return;
    const element = list.current;
    if (!element) return;
    setShown(linesThatFit(element));
    setMeasured(wanted);
  });

  const measuring = measured !== wanted;
  const visible = measuring ? lines.length : Math.min(shown, lines.length);
  const left = lines.length - visible;
  return (
    <ul class="fitting-list" ref={list}>
      {lines.slice(0, visible)}
      {(left > 0 || measuring) && (
        <li class="fitting-more" key="more">
          {more(Math.max(1, left))}
        </li>
      )}
    </ul>
  );
}

/** The list holds all lines and, last, the one that says how many are left out. */
function linesThatFit(list: HTMLUListElement): number {
  const heights = Array.from(list.children, (line) => line.getBoundingClientRect().height);
  const room = list.getBoundingClientRect().height;
  const more = heights.pop() || 0;
  const all = heights.reduce((sum, height) => sum + height, 0);
  // Browsers give heights in fractions of a pixel.
  const spare = 1;
  if (all <= room + spare) return heights.length;
  let used = more;
  let fitting = 0;
  for (const height of heights) {
    used += height;
    if (used > room + spare) break;
    fitting++;
  }
  return fitting;
}
