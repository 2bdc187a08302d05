// Small parts that several pages of the desk share.

import type { ComponentChildren } from "preact";
import type { Answer, Fault } from "../../api/asking.ts";
import type { Edition } from "../../api/documents.ts";
import { Scrolls } from "../../charts/data_table.tsx";
import { Mark, Marked } from "../../charts/marks.tsx";
import { type DeskSpeaker, scopesOf } from "../../text/desk_speaker.ts";
import { type Address, link } from "./address.ts";
import type { Note } from "./figure_words.ts";
import { restatedSides, type Sides } from "./restated_words.ts";

/** The document once it is here; until then, and when it fails, words. */
export function Awaited<T>(props: {
  answer: Answer<T>;
  say: DeskSpeaker;
  children: (document: T) => ComponentChildren;
}) {
  const { answer, say, children } = props;
  if (answer.state === "waiting") {
    return (
      <p class="waiting" role="status">
        {say.t("loading")}
      </p>
    );
  }
  if (answer.state === "failed") return <Failed fault={answer.fault} say={say} />;
  return <>{children(answer.document)}</>;
}

export function Failed({ fault, say }: { fault: Fault; say: DeskSpeaker }) {
  const { t } = say;
  const detail =
    fault.kind === "unreachable"
      ? t("fault_unreachable")
      : fault.kind === "forbidden"
        ? t("fault_forbidden")
        : fault.message;
  return (
    <div class="fault" role="alert">
      <Mark kind="attention" />
      <div>
        <p>
          <b>{t("fault")}</b> {detail}
        </p>
        {fault.kind === "forbidden" ? (
          <p>
            <a href={`/wall${wallQuery()}`}>{t("fault_to_wall")}</a>
          </p>
        ) : (
          <button type="button" onClick={() => window.location.reload()}>
            {t("try_again")}
          </button>
        )}
      </div>
    </div>
  );
}

export function Notes({ notes }: { notes: readonly Note[] }) {
  if (notes.length === 0) return null;
  return (
    <ul class="notes">
      {notes.map((note) => (
        <li key={note.words}>
          {note.href ? (
            <a href={note.href}>
              <Marked kind={note.mark}>{note.words}</Marked>
            </a>
          ) : (
            <Marked kind={note.mark}>{note.words}</Marked>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What else the address says, kept by a form that replaces some of it. */
export function Kept({ address, except }: { address: Address; except: readonly string[] }) {
  const kept = [...address.asked].filter(([name]) => !except.includes(name));
  return (
    <>
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
    </>
  );
}

interface ScopeProps {
  edition: Edition;
  say: DeskSpeaker;
  name: string;
  label: string;
  chosen: string;
  /** A first entry that chooses nothing. */
  none?: string;
}

export function ScopeSelect({ edition, say, name, label, chosen, none }: ScopeProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select name={name}>
        {none !== undefined && <option value="">{none}</option>}
        {scopesOf(edition).map(({ group, scopes }) => {
          const options = scopes.map((scope) => (
            <option value={scope} selected={scope === chosen} key={scope}>
              {say.scope(scope)}
            </option>
          ));
          return group && options.length > 0 ? (
            <optgroup label={say.t(group)} key={group}>
              {options}
            </optgroup>
          ) : (
            options
          );
        })}
      </select>
    </label>
  );
}

export function ScopeForm({
  edition,
  address,
  say,
  chosen,
}: Omit<ScopeProps, "name" | "label"> & { address: Address }) {
  return (
    <form class="choose" method="get" action={`/${address.page}`}>
      <ScopeSelect edition={edition} say={say} name="scope" label={say.t("choose_scope")} chosen={chosen} />
      <Kept address={address} except={["scope"]} />
      <button type="submit">{say.t("show")}</button>
    </form>
  );
}

/** A table that scrolls by itself where the page is narrower than it. */
export function Table({ caption, head, children }: { caption: string; head: string[]; children: ComponentChildren }) {
  return (
    <Scrolls name={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((cell) => (
              <th scope="col" key={cell}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Scrolls>
  );
}

/** The wall of the scope that the address asks for, where there is one: organizations have none. */
function wallQuery(): string {
  const scope = new URLSearchParams(window.location.search).get("scope");
  return scope && !scope.startsWith("organization:") ? `?${new URLSearchParams({ scope })}` : "";
}

interface RestatedProps {
  sides: Sides;
  edition: number;
  address: Address;
  /** Whose changes the page behind it tells. */
  scope: string;
  say: DeskSpeaker;
}

/** A figure is not what it was published as: what it is now, and the way to the reasons. */
export function RestatedNote({ sides, edition, address, scope, say }: RestatedProps) {
  return (
    <a class="restated-note" href={link(address, "edition", { number: edition, scope })}>
      <Marked kind="restated">{restatedSides(sides, say)}</Marked>
    </a>
  );
}
