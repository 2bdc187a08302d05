// A form on its way to the server: busy, then done, or in trouble beside the field that it is about, with the focus there.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Refusal, Sent } from "../../api/sending.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";

export interface Trouble {
  /** The name of the entry it stands beside; empty or unknown: above the button. */
  field: string;
  message: string;
  /** Of the message, where it is not that of the page: the server speaks English. */
  language?: string | undefined;
}

export function troubleOf(refusal: Refusal, say: DeskSpeaker): Trouble {
  const { code, retryAfter, field, message } = refusal;
  if (code === "too_many" && retryAfter) return { field: "", message: say.t("wait_seconds", { n: retryAfter }) };
  return { field, message, language: say.language === "en" ? undefined : "en" };
}

export interface Submission {
  form: { current: HTMLFormElement | null };
  busy: boolean;
  trouble: Trouble | null;
  fail(trouble: Trouble): void;
  clear(): void;
  /** Asks, and gives what was answered; null when it was refused or nobody answered. */
  ask<T>(question: () => Promise<Sent<T>>, words?: (refusal: Refusal) => Trouble | null): Promise<T | null>;
}

export function useSubmission(say: DeskSpeaker): Submission {
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(() => {
    if (trouble && form.current) focusOn(form.current, trouble.field);
  }, [trouble]);
  return {
    form,
    busy,
    trouble,
    fail: setTrouble,
    clear: () => setTrouble(null),
    ask: async (question, words) => {
      setBusy(true);
      setTrouble(null);
      const sent = await question();
      setBusy(false);
      if (sent.state === "done") return sent.document;
      setTrouble(
        sent.state === "unreachable"
          ? { field: "", message: say.t("fault_unreachable") }
          : (words?.(sent.refusal) ?? troubleOf(sent.refusal, say)),
      );
      return null;
    },
  };
}

/** The control of the field, unfolded if it is folded away; else the message above the button. */
function focusOn(form: HTMLFormElement, field: string): void {
  const named = field ? form.elements.namedItem(field) : null;
  const target = named instanceof HTMLElement ? named : form.querySelector<HTMLElement>(".general");
  for (let up = target?.parentElement; up; up = up.parentElement) {
    if (up instanceof HTMLDetailsElement) up.open = true;
  }
  target?.focus();
}

/** The first of the required values that is empty, as trouble. */
export function missing(values: Readonly<Record<string, string>>, say: DeskSpeaker): Trouble | null {
  const empty = Object.keys(values).find((name) => !values[name]?.trim());
  return empty === undefined ? null : { field: empty, message: say.t("needed") };
}
