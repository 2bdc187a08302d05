// A titled list that shows as many of its lines as its place holds, and says beside the title how many it left out: a
// wall neither scrolls nor cuts a line in half.

import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

interface Props {
  title: string;
  lines: VNode[];
  /** The same lines, shorter, for a place in which not even the first would fit. */
  shortLines: VNode[];
  /** Changes whenever the lines do; measuring happens only then and when the place changes. */
  version: string;
  more: (left: number) => string;
}

export function FittingList({ title, lines, shortLines, version, more }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [fit, setFit] = useState({ wanted: "", short: false, shown: -1 });
  const [size, setSize] = useState("");

  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    return watchSize(element, setSize);
  }, []);

  // First everything is laid out, out of sight below the edge; before it is painted, what does not fit is left out.
  const wanted = `${version} ${size}`;
  const short = fit.wanted === wanted && fit.short;
  const measured = fit.wanted === wanted && fit.shown >= 0;
  useLayoutEffect(() => {
    if (measured || !list.current) return;
    const shown = linesThatFit(list.current);
    setFit(shown === 0 && !short ? { wanted, short: true, shown: -1 } : { wanted, short, shown });
  }, [wanted, measured, short]);

  const chosen = short ? shortLines : lines;
  const visible = measured ? chosen.slice(0, fit.shown) : chosen;
  const left = chosen.length - visible.length;
  return (
    <div class="fitting">
      <h2 class="tile-title">
        {left > 0 && <span class="fitting-more">{more(left)}</span>}
        <b>{title}</b>
      </h2>
      <ul class="fitting-list" ref={list}>
        {visible}
      </ul>
    </div>
  );
}

function linesThatFit(list: HTMLUListElement): number {
  // Browsers give edges in fractions of a pixel.
  const edge = list.getBoundingClientRect().bottom + 1;
  const lines = Array.from(list.children);
  const over = lines.findIndex((line) => line.getBoundingClientRect().bottom > edge);
  return over < 0 ? lines.length : over;
}

/** Tells a size whenever it may be another; also when the font has come, which makes lines longer or shorter. */
function watchSize(element: Element, tell: (size: string) => void): () => void {
  let watching = true;
  let fonts = "";
  const measure = (): void => {
    if (watching) tell(`${element.clientWidth}x${element.clientHeight}${fonts}`);
  };
  document.fonts?.ready.then(() => {
    fonts = " with fonts";
    measure();
  });
  window.addEventListener("resize", measure);
  // Absent on the oldest televisions, which never change the place of a list otherwise than with the window.
  const observer = typeof ResizeObserver === "function" ? new ResizeObserver(measure) : null;
  observer?.observe(element);
  return () => {
    watching = false;
    window.removeEventListener("resize", measure);
    observer?.disconnect();
  };
}
