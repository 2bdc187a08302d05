// Photos as evidence: taken with the camera of the phone, sent with progress, sent again when the connection was lost, and
// shown side by side, before and after.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { type Moment, type Photo, photoPath, thumbnailPath, uploadPhoto } from "../../api/photos.ts";
import type { Kind, RecordDocument } from "../../api/records.ts";
import { Marked } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import { newIdempotencyKey } from "./drafts.ts";

interface Sending {
  /** Made once, so that sending again keeps no second photo. */
  key: string;
  file: File;
  moment: Moment;
  state: { at: "under_way"; share: number } | { at: "failed"; message: string; language: string | undefined };
}

interface Props {
  record: RecordDocument;
  say: DeskSpeaker;
  onRecord: (record: RecordDocument) => void;
}

/** The photos of a violation before and after, of an incident all together; and how to add one. */
export function Photos({ record, say, onRecord }: Props) {
  const { t } = say;
  const moments: readonly Moment[] = record.kind === "violations" ? ["before", "after"] : ["other"];
  const photos = record.photos ?? [];
  const sending = useSending(record.kind, record.id, say, onRecord);
  if (photos.length === 0 && !record.may_add_photos) return null;
  return (
    <section data-part="photos">
      <h2>{t("photos")}</h2>
      <div class="photo-columns">
        {moments.map((moment) => (
          <div key={moment} data-moment={moment}>
            {moments.length > 1 && <h3>{t(moment === "before" ? "photos_before" : "photos_after")}</h3>}
            <ul class="photos">
              {photos
                .filter((photo) => moments.length === 1 || (photo.moment === "after" ? "after" : "before") === moment)
                .map((photo) => (
                  <Shown key={photo.id} {...{ record, photo, say }} />
                ))}
            </ul>
            {record.may_add_photos && (
              <PhotoInput say={say} label={t(`add_photo_${moment}`)} onFiles={(files) => sending.add(files, moment)} />
            )}
          </div>
        ))}
      </div>
      <UploadList sending={sending} say={say} />
    </section>
  );
}

function Shown({ record, photo, say }: { record: RecordDocument; photo: Photo; say: DeskSpeaker }) {
  const told = say.t("photo_by", { who: photo.who, moment: say.moment(photo.recorded_at) });
  const scale = Math.min(1, 320 / Math.max(photo.width, photo.height));
  return (
    <li>
      <a href={photoPath(record.kind, record.id, photo.id)} target="_blank" rel="noreferrer">
        <img
          src={thumbnailPath(record.kind, record.id, photo.id)}
          width={Math.round(photo.width * scale)}
          height={Math.round(photo.height * scale)}
          alt={photo.caption || say.t("photo_alt", { n: photo.id })}
          loading="lazy"
        />
      </a>
      {photo.caption && <p class="as-written">{photo.caption}</p>}
      <p class="quiet">{told}</p>
    </li>
  );
}

/** Opens the camera on a phone, and files elsewhere. */
export function PhotoInput(props: { say: DeskSpeaker; label: string; onFiles: (files: File[]) => void }) {
  const { label, onFiles } = props;
  const id = useId();
  return (
    <p class="photo-input">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept="image/jpeg,image/png"
        capture="environment"
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
    </p>
  );
}

interface SendingPhotos {
  list: readonly Sending[];
  add: (files: readonly File[], moment: Moment) => void;
  again: (key: string) => void;
  drop: (key: string) => void;
}

function useSending(
  kind: Kind,
  id: number,
  say: DeskSpeaker,
  onRecord: (record: RecordDocument) => void,
): SendingPhotos {
  const [list, setList] = useState<readonly Sending[]>([]);
  const drop = (key: string): void => setList((held) => held.filter((one) => one.key !== key));
  const change = (key: string, state: Sending["state"]): void =>
    setList((held) => held.map((one) => (one.key === key ? { ...one, state } : one)));

  async function begin({ key, file, moment }: Sending): Promise<void> {
    const onProgress = (share: number): void => change(key, { at: "under_way", share });
    const sent = await uploadPhoto({ kind, id, moment, file, idempotencyKey: key, onProgress });
    if (sent.state === "done") {
      drop(key);
      onRecord(sent.record);
    } else if (sent.state === "unreachable") {
      change(key, { at: "failed", message: say.t("photo_unreachable"), language: undefined });
    } else {
      // The server speaks English.
      change(key, { at: "failed", message: sent.refusal.message, language: say.language === "en" ? undefined : "en" });
    }
  }

  return {
    list,
    add: (files, moment) => {
      const added = files.map(
        (file): Sending => ({ key: newIdempotencyKey(), file, moment, state: { at: "under_way", share: 0 } }),
      );
      setList((held) => [...held, ...added]);
      for (const one of added) begin(one);
    },
    again: (key) => {
      const one = list.find((each) => each.key === key);
      if (!one) return;
      change(key, { at: "under_way", share: 0 });
      begin(one);
    },
    drop,
  };
}

function UploadList({ sending, say }: { sending: SendingPhotos; say: DeskSpeaker }) {
  const { t } = say;
  if (sending.list.length === 0) return null;
  return (
    <ul class="uploads" data-part="uploads">
      {sending.list.map(({ key, file, state }) => (
        <li key={key}>
          {state.at === "under_way" ? (
            <label>
              {t("photo_under_way", { name: file.name })} <progress max={1} value={state.share} />
            </label>
          ) : (
            <>
              <p role="alert" lang={state.language}>
                <Marked kind="breach">{`${file.name}: ${state.message}`}</Marked>
              </p>
              <div class="buttons">
                <button type="button" onClick={() => sending.again(key)}>
                  {t("photo_again")}
                </button>
                <button type="button" onClick={() => sending.drop(key)}>
                  {t("photo_drop")}
                </button>
              </div>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Photos that were chosen before their record was there: sent now that it is. */
export function SendChosen(props: Props & { files: readonly File[] }) {
  const { record, say, onRecord, files } = props;
  const sending = useSending(record.kind, record.id, say, onRecord);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    sending.add(files, record.kind === "violations" ? "before" : "other");
  }, []);
  const count = record.photos?.length ?? 0;
  return (
    <>
      {count > 0 && (
        <p data-part="photos-kept">
          <Marked kind="within">{say.t("photos_kept", { n: count })}</Marked>
        </p>
      )}
      <UploadList sending={sending} say={say} />
    </>
  );
}
