// Recording something, by people in a hurry: what is likely stands there already, few fields come first, and nothing
// that was typed is lost when the connection drops.

import { useEffect, useRef, useState } from "preact/hooks";
import { useDocument } from "../../api/asking.ts";
import { type Directory, useDirectory } from "../../api/directory.ts";
import {
  formPath,
  type Kind,
  kindFrom,
  kinds,
  type RecordDocument,
  type RecordForm,
  recordsPath,
} from "../../api/records.ts";
import { type Refusal, send } from "../../api/sending.ts";
import { Marked } from "../../charts/marks.tsx";
import type { DeskKey } from "../../text/desk_speaker.ts";
import { type Address, link } from "./address.ts";
import {
  type Draft,
  dropDraft,
  findDraft,
  findLastUsed,
  keepDraft,
  keepLastUsed,
  newIdempotencyKey,
} from "./drafts.ts";
import { GeneralTrouble, TextEntry } from "./entries.tsx";
import type { PeopleProps } from "./page.ts";
import { Awaited } from "./parts.tsx";
import { PhotoInput, SendChosen } from "./photos.tsx";
import { formFields, RecordEntries } from "./record_entries.tsx";
import { likelyFields, sentFields, withSite } from "./record_values.ts";
import { mayRecord, recordTitle } from "./record_words.ts";
import { missing, type Trouble, useSubmission } from "./submission.ts";

/** What one records most, each with the kind of obligation it is where it is one. */
const offers: readonly { kind: Kind; type?: string; words: DeskKey }[] = [
  { kind: "incidents", words: "new_incidents" },
  { kind: "violations", words: "new_violations" },
  { kind: "obligations", type: "meeting", words: "new_meeting" },
  { kind: "hours", words: "new_hours" },
];

const withPhotos: readonly Kind[] = ["violations", "incidents"];

export function newTitle(address: Address): DeskKey {
  const kind = kindFrom(address.asked.get("kind"));
  if (!kind) return "title_new";
  const offer = offers.find((each) => each.kind === kind && each.type === (address.asked.get("type") ?? undefined));
  return offer?.words ?? (`new_${kind}` as DeskKey);
}

export function NewRecord(props: PeopleProps) {
  const { address, session, say } = props;
  const kind = kindFrom(address.asked.get("kind"));
  if (!kind) return <Offers {...props} />;
  if (!mayRecord(session, kind)) return <p>{say.t("may_not_record")}</p>;
  return <Loaded {...props} kind={kind} />;
}

function Offers({ address, session, say }: PeopleProps) {
  const quick = offers.filter(({ kind }) => mayRecord(session, kind));
  const others = kinds.filter((kind) => mayRecord(session, kind) && !quick.some((o) => o.kind === kind && !o.type));
  if (quick.length === 0 && others.length === 0) return <p>{say.t("may_not_record")}</p>;
  return (
    <>
      <ul class="offers">
        {quick.map(({ kind, type, words }) => (
          <li key={words}>
            <a href={link(address, "new", { kind, type: type ?? null })}>{say.t(words)}</a>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <>
          <h2>{say.t("new_others")}</h2>
          <ul class="inline">
            {others.map((kind) => (
              <li key={kind}>
                <a href={link(address, "new", { kind })}>{say.t(`new_${kind}`)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Loaded(props: PeopleProps & { kind: Kind }) {
  const { kind, say } = props;
  const form = useDocument<RecordForm>(formPath(kind));
  const directory = useDirectory();
  return (
    <Awaited answer={directory} say={say}>
      {(known) => (
        <Awaited answer={form} say={say}>
          {({ fields }) => <RecordSheet {...props} form={fields} directory={known} />}
        </Awaited>
      )}
    </Awaited>
  );
}

interface SheetProps extends PeopleProps {
  kind: Kind;
  form: RecordForm["fields"];
  directory: Directory;
}

function freshDraft({ kind, form, session, directory, address, say }: SheetProps): Draft {
  const names = formFields(form).map(({ name }) => name);
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  const fields = likelyFields({
    kind,
    names,
    session,
    directory,
    lastUsed: findLastUsed(session.account.login),
    type: address.asked.get("type"),
    now: Date.now(),
    random,
  });
  const asked = Object.entries(fields).map(([name, value]) => [name, address.asked.get(`with_${name}`) ?? value]);
  return {
    idempotencyKey: newIdempotencyKey(),
    fields: Object.fromEntries(asked),
    reason: say.t("reason_recorded"),
    keptAt: Date.now(),
  };
}

/** A form of one kind, or of one kind of obligations, has one draft. */
function draftName(kind: Kind, address: Address): string {
  const type = address.asked.get("type");
  return type ? `${kind}.${type}` : kind;
}

function RecordSheet(props: SheetProps) {
  const { address, kind, form, session, directory, say } = props;
  const { t } = say;
  const { login } = session.account;
  const name = draftName(kind, address);
  const [draft, setDraft] = useState(() => freshDraft(props));
  const [kept, setKept] = useState(() => findDraft(login, name));
  const [made, setMade] = useState<RecordDocument | null>(null);
  const [chosen, setChosen] = useState<readonly File[]>([]);
  const [offline, setOffline] = useState(false);
  const submission = useSubmission(say);
  const { trouble } = submission;

  useEffect(() => {
    const look = (): void => setOffline(!navigator.onLine);
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);

  function change(next: (held: Draft) => Partial<Draft>): void {
    setDraft((held) => {
      const changed = { ...held, ...next(held), keptAt: Date.now() };
      keepDraft(login, name, changed);
      return changed;
    });
    setKept(null);
  }

  const setField = (field: string, value: string): void =>
    change(({ fields }) => ({
      fields: field === "site" ? withSite(fields, value, directory, Date.now()) : { ...fields, [field]: value },
    }));

  const words = (refusal: Refusal): Trouble | null =>
    refusal.code === "conflict" && refusal.field === "reference"
      ? { field: "reference", message: t("reference_taken") }
      : null;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const needed = form.filter(({ required, name: field }) => required && field in draft.fields);
    const empty = missing(Object.fromEntries(needed.map((each) => [each.name, draft.fields[each.name] ?? ""])), say);
    if (empty) return submission.fail(empty);
    keepDraft(login, name, draft);
    const recorded = await submission.ask(
      () =>
        send<RecordDocument>("POST", recordsPath(kind), {
          body: {
            fields: sentFields(draft.fields, form, say.language),
            reason: draft.reason.trim() || t("reason_recorded"),
          },
          headers: { "Idempotency-Key": draft.idempotencyKey },
        }),
      words,
    );
    if (!recorded) return;
    dropDraft(login, name);
    const { organization = "", site = "" } = draft.fields;
    if ("organization" in draft.fields) keepLastUsed(login, { organization, site });
    setMade(recorded);
  }

  if (made) {
    const again = (): void => {
      setMade(null);
      setChosen([]);
      setDraft(freshDraft(props));
      submission.clear();
    };
    return <Recorded {...props} made={made} files={chosen} onRecord={setMade} onAgain={again} />;
  }
  return (
    <form class="sheet" data-part="record-form" ref={submission.form} onSubmit={submit} noValidate>
      {kept && (
        <div class="kept" data-part="kept" role="status">
          <p>{t("draft_kept", { moment: say.moment(new Date(kept.keptAt).toISOString()) })}</p>
          <div class="buttons">
            <button
              type="button"
              onClick={() => {
                setDraft({ ...kept, fields: { ...draft.fields, ...kept.fields } });
                setKept(null);
              }}
            >
              {t("draft_continue")}
            </button>
            <button
              type="button"
              onClick={() => {
                dropDraft(login, name);
                setKept(null);
              }}
            >
              {t("draft_drop")}
            </button>
          </div>
        </div>
      )}
      {offline && (
        <p role="status">
          <Marked kind="attention">{t("draft_offline")}</Marked>
        </p>
      )}
      <GeneralTrouble trouble={trouble} shown={[...Object.keys(draft.fields), "reason"]} />
      {trouble?.field === "" && <p class="quiet">{t("draft_safe")}</p>}
      <RecordEntries {...{ kind, form, session, directory, trouble, say }} fields={draft.fields} onField={setField} />
      {withPhotos.includes(kind) && (
        <div class="entry" data-part="chosen-photos">
          <PhotoInput say={say} label={t("add_photo_other")} onFiles={(files) => setChosen([...chosen, ...files])} />
          {chosen.length > 0 && <p class="quiet">{chosen.map(({ name }) => name).join(", ")}</p>}
        </div>
      )}
      <details class="more">
        <summary>{t("reason_fold")}</summary>
        <TextEntry
          name="reason"
          label={t("reason")}
          value={draft.reason}
          onValue={(reason) => change(() => ({ reason }))}
          maxLength={500}
          optional
          {...{ trouble, say }}
        />
      </details>
      <button type="submit" class="main" disabled={submission.busy}>
        {t("record_do")}
      </button>
    </form>
  );
}

interface RecordedProps extends SheetProps {
  made: RecordDocument;
  files: readonly File[];
  onRecord: (record: RecordDocument) => void;
  onAgain: () => void;
}

function Recorded(props: RecordedProps) {
  const { address, kind, directory, say, made, files, onRecord, onAgain } = props;
  const { t } = say;
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <section class="done" data-part="recorded" ref={place} tabIndex={-1} role="status">
      <h2>
        <Marked kind="within">{t("recorded", { title: recordTitle(kind, made.fields, say, directory) })}</Marked>
      </h2>
      <Warnings warnings={made.warnings} say={say} />
      {files.length > 0 && <SendChosen {...{ say, files, onRecord }} record={made} />}
      <ul class="inline">
        <li>
          <a href={link(address, "record", { kind, id: made.id })}>{t("open_record")}</a>
        </li>
        <li>
          <a href={link(address, "records", { kind })}>{t(`kind_${kind}`)}</a>
        </li>
      </ul>
      <button type="button" onClick={onAgain}>
        {t("record_another")}
      </button>
    </section>
  );
}

export function Warnings({ warnings, say }: { warnings: readonly string[]; say: PeopleProps["say"] }) {
  if (warnings.length === 0) return null;
  return (
    <>
      <p>{say.t("warnings")}</p>
      <ul class="notes">
        {warnings.map((warning) => (
          <li key={warning} lang="en">
            <Marked kind="attention">{warning}</Marked>
          </li>
        ))}
      </ul>
    </>
  );
}
