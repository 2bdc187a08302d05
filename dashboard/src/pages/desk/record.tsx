// One record: what it says, all its revisions side by side, and what may be done with it. Nothing is ever overwritten:
// whoever worked from an older state is shown both and decides field by field.

import { useEffect, useState } from "preact/hooks";
import { useDocument } from "../../api/asking.ts";
import { type Directory, useDirectory } from "../../api/directory.ts";
import {
  type FieldValues,
  formPath,
  type Kind,
  kindFrom,
  type RecordDocument,
  type RecordForm,
  recordPath,
} from "../../api/records.ts";
import { type Refusal, type Sent, send } from "../../api/sending.ts";
import { Marked } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { link } from "./address.ts";
import type { Fields } from "./drafts.ts";
import { GeneralTrouble, TextEntry } from "./entries.tsx";
import { Warnings } from "./new_record.tsx";
import type { PeopleProps } from "./page.ts";
import { Awaited, Table } from "./parts.tsx";
import { PersonalDetail } from "./personal_detail.tsx";
import { Photos } from "./photos.tsx";
import { RecordEntries } from "./record_entries.tsx";
import { sentFields, textOf, textsOf, todayIn, zoneOf } from "./record_values.ts";
import { fieldLabel, keysOf, mayRevise, recordTitle, valueWords } from "./record_words.ts";
import { missing, type Submission, type Trouble, useSubmission } from "./submission.ts";
import { Timeline, ViolationSteps } from "./violation_steps.tsx";

export function RecordPage(props: PeopleProps) {
  const { address, say } = props;
  const kind = kindFrom(address.asked.get("kind"));
  const id = address.asked.get("id");
  const answer = useDocument<RecordDocument>(kind && id ? recordPath(kind, id) : null);
  const form = useDocument<RecordForm>(kind ? formPath(kind) : null);
  const directory = useDirectory();
  if (!kind || !id) return <p>{say.t("no_such_record")}</p>;
  return (
    <Awaited answer={answer} say={say}>
      {(document) => (
        <Awaited answer={form} say={say}>
          {({ fields }) => (
            <Awaited answer={directory} say={say}>
              {(known) => <Shown {...props} opened={document} form={fields} directory={known} />}
            </Awaited>
          )}
        </Awaited>
      )}
    </Awaited>
  );
}

type Form = RecordForm["fields"];

interface ShownProps extends PeopleProps {
  opened: RecordDocument;
  form: Form;
  directory: Directory;
}

/** A revision that somebody else was faster than: what it was to be, and what the record is now. */
interface Clash {
  base: FieldValues;
  mine: Fields;
  reason: string;
  now: RecordDocument;
}

function Shown(props: ShownProps) {
  const { address, session, say, opened, form, directory } = props;
  const { t } = say;
  const [record, setRecord] = useState(opened);
  const [doing, setDoing] = useState<"nothing" | "revise" | "void">("nothing");
  const [clash, setClash] = useState<Clash | null>(null);
  const [saved, setSaved] = useState(false);
  const submission = useSubmission(say);
  const { kind, fields } = record;
  const voided = fields.voided === true;
  const today = todayIn(zoneOf(textOf(fields.site), directory), Date.now());

  /** Puts the fields; somebody who was faster makes a clash of it and no trouble. */
  async function put(wanted: Fields, reason: string, seen: RecordDocument): Promise<void> {
    setSaved(false);
    let overtaken = false;
    const words = (refusal: Refusal): Trouble | null => {
      overtaken = refusal.status === 412;
      return overtaken ? { field: "", message: t("clash") } : null;
    };
    const done = await submission.ask(() => revise(seen, wanted, reason), words);
    if (done) {
      setRecord(done);
      setClash(null);
      setDoing("nothing");
      setSaved(true);
    } else if (overtaken) {
      const now = await send<RecordDocument>("GET", recordPath(kind, seen.id));
      if (now.state !== "done") return;
      setRecord(now.document);
      setDoing("nothing");
      setClash({ base: seen.fields, mine: wanted, reason, now: now.document });
    }
  }

  function revise(seen: RecordDocument, wanted: Fields, reason: string): Promise<Sent<RecordDocument>> {
    return send("PUT", recordPath(kind, seen.id), {
      body: { fields: sentFields(wanted, form, say.language), reason },
      headers: { "If-Match": `"${seen.change}"` },
    });
  }

  const act = (changes: Fields, reason: string): Promise<void> =>
    put({ ...textsOf(record.fields), ...changes }, reason, record);

  return (
    <>
      <h2 data-part="record-title">
        {recordTitle(kind, fields, say, directory)}
        {voided && ` ${t("in_brackets", { words: t("state_voided") })}`}
      </h2>
      <p role="status" data-part="saved">
        {saved && <Marked kind="within">{t("saved")}</Marked>}
      </p>
      {saved && <Warnings warnings={record.warnings} say={say} />}
      {kind === "violations" && !voided && !clash && doing === "nothing" && (
        <ViolationSteps {...{ address, session, say, record, today }} onRecord={setRecord} />
      )}
      {record.photos && !clash && <Photos {...{ record, say }} onRecord={setRecord} />}
      {clash ? (
        <Comparison
          {...{ kind, form, clash, directory, submission, say }}
          onChosen={(chosen) => put(chosen, clash.reason, clash.now)}
          onLeave={() => setClash(null)}
        />
      ) : (
        <dl class="lines" data-part="fields">
          {form
            .filter(({ name }) => name in fields && fields[name] !== null && name !== "voided")
            .map(({ name }) => (
              <div key={name}>
                <dt>{fieldLabel(kind, name, say)}</dt>
                <dd class="as-written">{valueWords(kind, name, fields[name], say, directory)}</dd>
              </div>
            ))}
        </dl>
      )}
      {!clash && doing === "nothing" && mayRevise(session, kind, fields) && (
        <div class="buttons">
          <button type="button" onClick={() => setDoing("revise")}>
            {t("revise")}
          </button>
          {"voided" in fields && form.some(({ name }) => name === "voided") && (
            <button type="button" onClick={() => setDoing("void")}>
              {t(voided ? "restore" : "void")}
            </button>
          )}
        </div>
      )}
      {!clash && doing === "revise" && (
        <ReviseForm
          {...{ session, say, form, directory, record, submission }}
          onLeave={() => setDoing("nothing")}
          onSave={(wanted, reason) => put(wanted, reason, record)}
        />
      )}
      {!clash && doing === "void" && (
        <VoidForm
          {...{ say, submission, voided }}
          onLeave={() => setDoing("nothing")}
          onSave={(reason) => act({ voided: voided ? "no" : "yes" }, reason)}
        />
      )}
      {kind === "violations" && (
        <>
          <h2>{t("timeline")}</h2>
          <Timeline record={record} say={say} />
        </>
      )}
      {kind === "incidents" && <PersonalDetail incident={record.id} session={session} say={say} />}
      <h2>{t("revisions")}</h2>
      <Revisions record={record} form={form} directory={directory} say={say} />
      <p>
        <a href={link(address, "records", { kind })}>{t(`kind_${kind}`)}</a>
      </p>
    </>
  );
}

interface ReviseProps extends Pick<ShownProps, "session" | "say" | "form" | "directory"> {
  record: RecordDocument;
  submission: Submission;
  onLeave: () => void;
  onSave: (wanted: Fields, reason: string) => void;
}

function ReviseForm({ session, say, form, directory, record, submission, onLeave, onSave }: ReviseProps) {
  const { t } = say;
  const { kind } = record;
  const [fields, setFields] = useState<Fields>(textsOf(record.fields));
  const [reason, setReason] = useState("");
  const { trouble } = submission;
  const asked = form.map(({ name }) => name).filter((name) => !keysOf(kind).includes(name));
  useEffect(() => submission.form.current?.querySelector<HTMLElement>("select, input, textarea")?.focus(), []);

  function submit(event: Event): void {
    event.preventDefault();
    const needed = form.filter(({ name, required }) => required && asked.includes(name));
    const values = Object.fromEntries(needed.map(({ name }) => [name, fields[name] ?? ""]));
    // `reason` of the revision; a dispute has a field of that name too, which is not needed.
    const empty = missing({ ...values, why: reason }, say);
    if (empty) submission.fail(empty);
    else onSave(fields, reason.trim());
  }

  return (
    <form class="sheet" data-part="record-form" ref={submission.form} onSubmit={submit} noValidate>
      <h2>{t("revise")}</h2>
      <GeneralTrouble trouble={trouble} shown={[...asked, "why"]} />
      <RecordEntries
        {...{ kind, form, fields, session, directory, trouble, say }}
        fixed={keysOf(kind)}
        onField={(name, value) => setFields((held) => ({ ...held, [name]: value }))}
      />
      <TextEntry
        name="why"
        label={t("reason")}
        value={reason}
        onValue={setReason}
        maxLength={500}
        {...{ trouble, say }}
      />
      <Buttons words={t("save")} {...{ submission, onLeave, say }} />
    </form>
  );
}

function VoidForm(props: {
  say: DeskSpeaker;
  submission: Submission;
  voided: boolean;
  onLeave: () => void;
  onSave: (reason: string) => void;
}) {
  const { say, submission, voided, onLeave, onSave } = props;
  const { t } = say;
  const [reason, setReason] = useState("");
  useEffect(() => submission.form.current?.querySelector<HTMLElement>("input")?.focus(), []);

  function submit(event: Event): void {
    event.preventDefault();
    const empty = missing({ why: reason }, say);
    if (empty) submission.fail(empty);
    else onSave(reason.trim());
  }

  return (
    <form class="sheet" data-part="void-form" ref={submission.form} onSubmit={submit} noValidate>
      <h2>{t(voided ? "restore" : "void")}</h2>
      <p>{t("void_reading")}</p>
      <GeneralTrouble trouble={submission.trouble} shown={["why"]} />
      <TextEntry
        name="why"
        label={t("reason")}
        value={reason}
        onValue={setReason}
        maxLength={500}
        trouble={submission.trouble}
        say={say}
      />
      <Buttons words={t(voided ? "restore" : "void")} {...{ submission, onLeave, say }} />
    </form>
  );
}

function Buttons(props: { words: string; submission: Submission; onLeave: () => void; say: DeskSpeaker }) {
  const { words, submission, onLeave, say } = props;
  const leave = (): void => {
    submission.clear();
    onLeave();
  };
  return (
    <div class="buttons">
      <button type="submit" class="main" disabled={submission.busy}>
        {words}
      </button>
      <button type="button" onClick={leave}>
        {say.t("leave")}
      </button>
    </div>
  );
}

interface ComparisonProps {
  kind: Kind;
  form: Form;
  clash: Clash;
  directory: Directory;
  submission: Submission;
  say: DeskSpeaker;
  onChosen: (chosen: Fields) => void;
  onLeave: () => void;
}

/** Both versions beside each other; what only one of the two changed is chosen already. */
function Comparison({ kind, form, clash, directory, submission, say, onChosen, onLeave }: ComparisonProps) {
  const { t } = say;
  const { base, mine, now } = clash;
  const theirs = textsOf(now.fields);
  const differing = form.map(({ name }) => name).filter((name) => name in mine && mine[name] !== (theirs[name] ?? ""));
  const [choices, setChoices] = useState<Readonly<Record<string, "mine" | "theirs">>>(
    Object.fromEntries(differing.map((name) => [name, mine[name] === textOf(base[name]) ? "theirs" : "mine"])),
  );
  const faster = now.revisions[now.revisions.length - 1];

  function submit(event: Event): void {
    event.preventDefault();
    const chosen = differing.filter((name) => choices[name] === "mine").map((name) => [name, mine[name] ?? ""]);
    onChosen({ ...theirs, ...Object.fromEntries(chosen) });
  }

  return (
    <form class="sheet" data-part="comparison" ref={submission.form} onSubmit={submit} noValidate>
      <GeneralTrouble trouble={submission.trouble} shown={[]} />
      {faster && (
        <p>{t("clash_with", { who: faster.who, moment: say.moment(faster.recorded_at), why: faster.why || "–" })}</p>
      )}
      {differing.map((name) => (
        <fieldset key={name}>
          <legend>{fieldLabel(kind, name, say)}</legend>
          {(["mine", "theirs"] as const).map((side) => (
            <label class="check" key={side}>
              <input
                type="radio"
                name={`side-${name}`}
                checked={choices[name] === side}
                onChange={() => setChoices({ ...choices, [name]: side })}
              />
              <span>
                {t(side === "mine" ? "clash_mine" : "clash_theirs")}:{" "}
                <b class="as-written">
                  {valueWords(kind, name, (side === "mine" ? mine[name] : theirs[name]) || null, say, directory)}
                </b>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <Buttons words={t("save_chosen")} {...{ submission, onLeave, say }} />
    </form>
  );
}

/** A column for each revision, the newest first; what it changed is marked. */
function Revisions(props: { record: RecordDocument; form: Form; directory: Directory; say: DeskSpeaker }) {
  const { record, form, directory, say } = props;
  const { t } = say;
  const { kind, revisions } = record;
  const newestFirst = [...revisions].reverse();
  const rows = form.filter(({ name }) =>
    revisions.some(({ fields }) => fields[name] !== null && fields[name] !== undefined),
  );
  return (
    <Table
      caption={t("revisions")}
      head={[t("field"), ...newestFirst.map(({ change }) => t("change_number", { n: say.integer(change) }))]}
    >
      <tr>
        <th scope="row">{t("revision_who")}</th>
        {newestFirst.map(({ change, who }) => (
          <td key={change}>{who}</td>
        ))}
      </tr>
      <tr>
        <th scope="row">{t("revision_when")}</th>
        {newestFirst.map(({ change, recorded_at }) => (
          <td key={change}>{say.moment(recorded_at)}</td>
        ))}
      </tr>
      <tr>
        <th scope="row">{t("revision_why")}</th>
        {newestFirst.map(({ change, why, source }) => (
          <td key={change}>
            {why || "–"}
            {source && <span class="cut">{source}</span>}
          </td>
        ))}
      </tr>
      {rows.map(({ name }) => (
        <tr key={name}>
          <th scope="row">{fieldLabel(kind, name, say)}</th>
          {newestFirst.map(({ change, fields }, index) => {
            const before = newestFirst[index + 1];
            const changed = before !== undefined && textOf(before.fields[name]) !== textOf(fields[name]);
            const words = valueWords(kind, name, fields[name], say, directory);
            return (
              <td key={change} class="as-written">
                {changed ? <Marked kind="restated">{words}</Marked> : words}
              </td>
            );
          })}
        </tr>
      ))}
    </Table>
  );
}
