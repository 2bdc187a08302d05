// The numbers behind a drawing, folded away until somebody asks. Copied, it pastes into a spreadsheet.

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

export interface TableData {
  head: string[];
  rows: string[][];
}

interface Props {
  caption: string;
  data: TableData;
  title: string;
  copyTitle: string;
  copiedTitle: string;
}

export function DataTable({ caption, data, title, copyTitle, copiedTitle }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    const text = [data.head, ...data.rows].map((row) => row.map(asCell).join("\t")).join("\n");
    setCopied(await copyText(text, table.current));
  };
  return (
    <details class="data">
      <summary>{title}</summary>
      <button type="button" onClick={copy}>
        {copied ? copiedTitle : copyTitle}
      </button>
      <Scrolls name={caption}>
        <table ref={table}>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {data.head.map((cell) => (
                <th scope="col" key={cell}>
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row, index) => (
              <tr key={`${index} ${row[0]}`}>
                {row.map((cell, column) =>
                  column === 0 ? (
                    <th scope="row" key={data.head[column]}>
                      {cell}
                    </th>
                  ) : (
                    <td key={data.head[column]}>{cell}</td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </details>
  );
}

/** What scrolls by itself where the page is narrower than it; reached by the keyboard, so that it can be scrolled. */
export function Scrolls({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
    <section class="scrolls" tabIndex={0} aria-label={name}>
      {children}
    </section>
  );
}

/** Names come from people: one that begins like a formula must not become one in a spreadsheet. */
export function asCell(text: string): string {
  const plain = text.replace(/\s+/g, " ");
  return /^[=+@-]/.test(plain) && !/^[-+]?[\d\s.,]+$/.test(plain) ? `'${plain}` : plain;
}

/** Whether the text is on the clipboard; where pages may not write to it (http, not localhost), the table is selected. */
async function copyText(text: string, table: HTMLTableElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (table) window.getSelection()?.selectAllChildren(table);
    return false;
  }
}
