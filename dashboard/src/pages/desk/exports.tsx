// The list of a page as a file: asked for, saved under the name that the server gave it, or a sentence why not.

import { useState } from "preact/hooks";
import { leadToSignIn } from "../../api/session.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";

const formats = ["csv", "xlsx"] as const;
type Format = (typeof formats)[number];

type Parameters = Readonly<Record<string, string | number | null | undefined>>;

export function exportPath(list: string, format: Format, language: string, parameters: Parameters): string {
  const query = new URLSearchParams({ format, language });
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  return `/api/v1/exports/${list}?${query}`;
}

/** The name in `attachment; filename="…"`. */
export function fileNameIn(disposition: string | null, otherwise: string): string {
  return /filename="([^"]+)"/.exec(disposition ?? "")?.[1] ?? otherwise;
}

function save(bytes: Blob, name: string): void {
  const address = URL.createObjectURL(bytes);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // Not before the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

interface Props {
  /** As the interface calls it. */
  list: string;
  /** The filters of the page. */
  parameters?: Parameters;
  say: DeskSpeaker;
}

export function Exports({ list, parameters = {}, say }: Props) {
  const { t } = say;
  const [busy, setBusy] = useState<Format | null>(null);
  const [words, setWords] = useState<{ fault: boolean; text: string } | null>(null);

  async function download(format: Format): Promise<void> {
    setBusy(format);
    setWords(null);
    try {
      const reply = await fetch(exportPath(list, format, say.language, parameters));
      if (reply.ok) {
        const name = fileNameIn(reply.headers.get("Content-Disposition"), `safetycell-${list}.${format}`);
        save(await reply.blob(), name);
        setWords({ fault: false, text: t("export_done", { name }) });
      } else if (reply.status === 401) {
        leadToSignIn();
      } else {
        const told = await reply.json().catch(() => null);
        setWords({
          fault: true,
          text: reply.status === 413 ? t("export_too_long") : (told?.error?.message ?? t("fault")),
        });
      }
    } catch {
      setWords({ fault: true, text: t("fault_unreachable") });
    }
    setBusy(null);
  }

  return (
    <div class="exports" data-part="exports">
      <span>{t("export_as")}</span>
      {formats.map((format) => (
        <button type="button" disabled={busy !== null} onClick={() => download(format)} key={format}>
          {format.toUpperCase()}
        </button>
      ))}
      <p role={words?.fault ? "alert" : "status"}>{busy ? t("loading") : words?.text}</p>
    </div>
  );
}
