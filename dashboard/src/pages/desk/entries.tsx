// What forms are made of: a label, its control, a hint, and what is wrong beside it. Text is always text.

import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { Mark } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import type { Trouble } from "./submission.ts";

interface EntryProps {
  name: string;
  label: string;
  say: DeskSpeaker;
  trouble: Trouble | null;
  hint?: string | undefined;
  optional?: boolean;
}

/** What a control needs to be found, described and marked by the entry around it. */
interface Wiring {
  id: string;
  name: string;
  "aria-describedby"?: string;
  "aria-invalid"?: "true";
  "aria-required"?: "true";
}

export function Entry(props: EntryProps & { children: (wiring: Wiring) => ComponentChildren }) {
  const { name, label, say, trouble, hint, optional, children } = props;
  const id = useId(); // Two forms of a page may have an entry of one name.
  const wrong = trouble?.field === name ? trouble : null;
  const described = [hint ? `${id}-hint` : "", wrong ? `${id}-wrong` : ""].filter(Boolean).join(" ");
  const wiring: Wiring = { id, name };
  if (described) wiring["aria-describedby"] = described;
  if (wrong) wiring["aria-invalid"] = "true";
  if (!optional) wiring["aria-required"] = "true";
  return (
    <div class={wrong ? "entry entry-wrong" : "entry"}>
      <label for={id}>
        {label} {optional && <span class="optional">{say.t("optional")}</span>}
      </label>
      {children(wiring)}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong && (
        <p class="wrong" id={`${id}-wrong`} lang={wrong.language}>
          <Mark kind="breach" /> {wrong.message}
        </p>
      )}
    </div>
  );
}

interface TextProps extends EntryProps {
  value: string;
  onValue: (value: string) => void;
  type?: "text" | "date" | "time";
  inputMode?: "text" | "decimal" | "numeric";
  autoComplete?: string;
  maxLength?: number;
  lines?: number;
}

export function TextEntry({ value, onValue, type, inputMode, autoComplete, maxLength, lines, ...entry }: TextProps) {
  return (
    <Entry {...entry}>
      {(wiring) =>
        lines ? (
          <textarea
            {...wiring}
            rows={lines}
            maxLength={maxLength}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
        ) : (
          <input
            {...wiring}
            type={(type ?? "text") as "text"}
            inputMode={inputMode}
            autoComplete={autoComplete ?? "off"}
            autoCapitalize={autoComplete === "username" ? "none" : undefined}
            maxLength={maxLength}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
        )
      }
    </Entry>
  );
}

export interface Choice {
  value: string;
  words: string;
}

interface ChoiceProps extends EntryProps {
  value: string;
  onValue: (value: string) => void;
  choices: readonly Choice[];
  /** A first choice that chooses nothing. */
  none?: string | undefined;
}

export function ChoiceEntry({ value, onValue, choices, none, ...entry }: ChoiceProps) {
  return (
    <Entry {...entry}>
      {(wiring) => (
        <select {...wiring} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
          {none !== undefined && <option value="">{none}</option>}
          {choices.map((choice) => (
            <option value={choice.value} key={choice.value}>
              {choice.words}
            </option>
          ))}
        </select>
      )}
    </Entry>
  );
}

interface PasswordProps extends EntryProps {
  value: string;
  onValue: (value: string) => void;
  /** A new one is counted, so that one sees when it is long enough. */
  isNew?: boolean;
}

export const shortestPassword = 15;

export function PasswordEntry({ value, onValue, isNew, ...entry }: PasswordProps) {
  const [shown, setShown] = useState(false);
  const { say } = entry;
  const length = [...value].length;
  const counted = say.t("password_length", { length, least: shortestPassword });
  return (
    <Entry {...entry} hint={isNew ? `${say.t("password_hint", { least: shortestPassword })} ${counted}` : undefined}>
      {(wiring) => (
        <div class="with-button">
          <input
            {...wiring}
            type={(shown ? "text" : "password") as "password"}
            autoComplete={isNew ? "new-password" : "current-password"}
            autoCapitalize="none"
            spellcheck={false}
            maxLength={256}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
          <button type="button" aria-pressed={shown} aria-controls={wiring.id} onClick={() => setShown(!shown)}>
            {say.t("password_show")}
          </button>
        </div>
      )}
    </Entry>
  );
}

/** What is wrong that belongs to none of the fields shown. */
export function GeneralTrouble({ trouble, shown }: { trouble: Trouble | null; shown: readonly string[] }) {
  if (!trouble || shown.includes(trouble.field)) return null;
  return (
    <p class="wrong general" role="alert" tabIndex={-1} lang={trouble.language}>
      <Mark kind="breach" /> {trouble.message}
    </p>
  );
}
