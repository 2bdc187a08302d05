// What every chart has around its drawing: a title, a sentence how to read it, a description for those who listen, and the
// numbers behind it as a table that can be copied. The drawing is made for the width it has, so that its letters stay
// readable on a phone; on paper it is scaled.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { DataTable, type TableData } from "./data_table.tsx";

export interface Size {
  width: number;
  height: number;
}

interface Props {
  /** Of the elements that name and describe the drawing; one of its kind on a page. */
  id: string;
  title: string;
  /** How to read it. */
  reading: ComponentChildren;
  /** What the drawing shows, in words. */
  description: string;
  table: TableData;
  tableTitle: string;
  copyTitle: string;
  copiedTitle: string;
  height: number;
  children: (size: Size) => ComponentChildren;
}

const narrowest = 280;
const widest = 1000;

export function Chart(props: Props) {
  const { id, height } = props;
  const place = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(720);
  useLayoutEffect(() => {
    const figure = place.current;
    if (!figure) return;
    const measure = (): void => {
      const { clientWidth } = figure;
      if (clientWidth > 0) setWidth(Math.min(Math.max(clientWidth, narrowest), widest));
    };
    measure();
    if (typeof ResizeObserver !== "function") return;
    const observer = new ResizeObserver(measure);
    observer.observe(figure);
    return () => observer.disconnect();
  }, []);

  return (
    <figure class="chart" ref={place} data-part={id}>
      <figcaption>
        <h3>{props.title}</h3>
        <p class="chart-reading">{props.reading}</p>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={`${id}-title ${id}-description`}>
        <title id={`${id}-title`}>{props.title}</title>
        <desc id={`${id}-description`}>{props.description}</desc>
        {props.children({ width, height })}
      </svg>
      <DataTable
        caption={props.title}
        data={props.table}
        title={props.tableTitle}
        copyTitle={props.copyTitle}
        copiedTitle={props.copiedTitle}
      />
    </figure>
  );
}
