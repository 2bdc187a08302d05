// The personal detail of an incident: recorded, read and erased by safety specialists of the site; administrators learn
// whether any is kept, and erase it. Nothing of it is kept on the device.

import { useState } from "preact/hooks";
import { useDocument } from "../../api/asking.ts";
import { send } from "../../api/sending.ts";
import { may, type Session } from "../../api/session.ts";
import { Marked } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { GeneralTrouble, TextEntry } from "./entries.tsx";
import { Awaited } from "./parts.tsx";
import { missing, useSubmission } from "./submission.ts";

interface Status {
  state: "none" | "kept" | "erased";
  at: string | null;
  who: string;
  why: string;
}

interface Detail {
  injured_person: string;
  medical_detail: string;
}

const pathOf = (incident: number): string => `/api/v1/incidents/${incident}/personal-detail`;

interface Props {
  incident: number;
  session: Session;
  say: DeskSpeaker;
}

export function PersonalDetail(props: Props) {
  const { incident, session, say } = props;
  const answer = useDocument<Status>(may(session, "erase_personal_detail") ? pathOf(incident) : null);
  if (!may(session, "erase_personal_detail")) return null;
  return (
    <section data-part="personal-detail">
      <h2>{say.t("personal_title")}</h2>
      <Awaited answer={answer} say={say}>
        {(status) => <Shown {...props} opened={status} />}
      </Awaited>
    </section>
  );
}

function Shown({ incident, session, say, opened }: Props & { opened: Status }) {
  const { t } = say;
  const [status, setStatus] = useState(opened);
  const [doing, setDoing] = useState<"nothing" | "write" | "erase">("nothing");
  const [detail, setDetail] = useState<Detail | null>(null);
  const submission = useSubmission(say);
  const mayRead = may(session, "see_personal_detail");
  const moment = status.at ? say.moment(status.at) : "";

  async function read(then: "nothing" | "write"): Promise<void> {
    if (status.state === "kept" && !detail) {
      const told = await submission.ask(() => send<Detail>("POST", `${pathOf(incident)}/reading`));
      if (!told) return;
      setDetail(told);
    }
    setDoing(then);
  }

  async function write(written: Detail, reason: string): Promise<void> {
    const done = await submission.ask(() => send<Status>("PUT", pathOf(incident), { body: { ...written, reason } }));
    if (!done) return;
    setStatus(done);
    setDetail(written);
    setDoing("nothing");
  }

  async function erase(reason: string): Promise<void> {
    const done = await submission.ask(() => send<Status>("POST", `${pathOf(incident)}/erasure`, { body: { reason } }));
    if (!done) return;
    setStatus(done);
    setDetail(null);
    setDoing("nothing");
  }

  return (
    <>
      <p role="status">
        {status.state === "none" && t("personal_none")}
        {status.state === "kept" && t("personal_kept", { moment, who: status.who })}
        {status.state === "erased" && (
          <Marked kind="within">{t("personal_erased", { moment, who: status.who, why: status.why })}</Marked>
        )}
      </p>
      {doing !== "write" && detail && (
        <dl class="lines" data-part="personal-fields">
          <div>
            <dt>{t("personal_person")}</dt>
            <dd class="as-written">{detail.injured_person || "–"}</dd>
          </div>
          <div>
            <dt>{t("personal_medical")}</dt>
            <dd class="as-written">{detail.medical_detail || "–"}</dd>
          </div>
        </dl>
      )}
      {doing === "nothing" && (
        <>
          <GeneralTrouble trouble={submission.trouble} shown={[]} />
          <div class="buttons">
            {mayRead && status.state === "kept" && !detail && (
              <button type="button" disabled={submission.busy} onClick={() => read("nothing")}>
                {t("personal_read")}
              </button>
            )}
            {mayRead && (
              <button type="button" disabled={submission.busy} onClick={() => read("write")}>
                {t("personal_write")}
              </button>
            )}
            {status.state === "kept" && (
              <button type="button" onClick={() => setDoing("erase")}>
                {t("personal_erase")}
              </button>
            )}
          </div>
          {mayRead && status.state === "kept" && !detail && <p class="quiet">{t("personal_read_hint")}</p>}
        </>
      )}
      {doing === "write" && (
        <WriteForm
          detail={detail}
          {...{ say, submission }}
          onSave={write}
          onLeave={() => {
            submission.clear();
            setDoing("nothing");
          }}
        />
      )}
      {doing === "erase" && (
        <EraseForm
          {...{ say, submission }}
          onSave={erase}
          onLeave={() => {
            submission.clear();
            setDoing("nothing");
          }}
        />
      )}
    </>
  );
}

interface FormProps {
  say: DeskSpeaker;
  submission: ReturnType<typeof useSubmission>;
  onLeave: () => void;
}

function WriteForm(props: FormProps & { detail: Detail | null; onSave: (detail: Detail, reason: string) => void }) {
  const { say, submission, detail, onSave, onLeave } = props;
  const { t } = say;
  const [person, setPerson] = useState(detail?.injured_person ?? "");
  const [medical, setMedical] = useState(detail?.medical_detail ?? "");
  const [reason, setReason] = useState("");
  return (
    <form
      class="sheet"
      ref={submission.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const written = { injured_person: person.trim(), medical_detail: medical.trim() };
        if (!written.injured_person && !written.medical_detail) {
          return submission.fail({ field: "injured_person", message: t("needed") });
        }
        onSave(written, reason.trim() || t("personal_reason_recorded"));
      }}
    >
      <p class="quiet">{t("personal_reading")}</p>
      <GeneralTrouble trouble={submission.trouble} shown={["injured_person", "medical_detail", "reason"]} />
      <TextEntry
        name="injured_person"
        label={t("personal_person")}
        value={person}
        onValue={setPerson}
        maxLength={300}
        trouble={submission.trouble}
        say={say}
      />
      <TextEntry
        name="medical_detail"
        label={t("personal_medical")}
        value={medical}
        onValue={setMedical}
        maxLength={20000}
        lines={4}
        optional
        trouble={submission.trouble}
        say={say}
      />
      <TextEntry
        name="reason"
        label={t("personal_reason")}
        hint={t("personal_reason_hint")}
        value={reason}
        onValue={setReason}
        maxLength={500}
        optional
        trouble={submission.trouble}
        say={say}
      />
      <div class="buttons">
        <button type="submit" class="main" disabled={submission.busy}>
          {t("save")}
        </button>
        <button type="button" onClick={onLeave}>
          {t("leave")}
        </button>
      </div>
    </form>
  );
}

function EraseForm({ say, submission, onSave, onLeave }: FormProps & { onSave: (reason: string) => void }) {
  const { t } = say;
  const [reason, setReason] = useState("");
  return (
    <form
      class="sheet"
      data-part="erase-form"
      ref={submission.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const empty = missing({ reason }, say);
        if (empty) return submission.fail(empty);
        onSave(reason.trim());
      }}
    >
      <p>{t("personal_erase_reading")}</p>
      <GeneralTrouble trouble={submission.trouble} shown={["reason"]} />
      <TextEntry
        name="reason"
        label={t("personal_reason")}
        hint={t("personal_reason_hint")}
        value={reason}
        onValue={setReason}
        maxLength={500}
        trouble={submission.trouble}
        say={say}
      />
      <div class="buttons">
        <button type="submit" class="main" disabled={submission.busy}>
          {t("personal_erase_do")}
        </button>
        <button type="button" onClick={onLeave}>
          {t("leave")}
        </button>
      </div>
    </form>
  );
}
