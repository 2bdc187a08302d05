// Photos of records: sent with progress, because a phone's connection may be slow, and made smaller only where the server
// would not take them.

import { type Kind, type RecordDocument, recordPath } from "./records.ts";
import { type Refusal, refusalOf } from "./sending.ts";
import { leadToSignIn } from "./session.ts";

export type Moment = "before" | "after" | "other";

export interface Photo {
  id: number;
  moment: Moment;
  caption: string;
  type: string;
  /** As one sees it. */
  width: number;
  height: number;
  bytes: number;
  change: number;
  recorded_at: string;
  who: string;
}

/** What the server takes. */
export const mostBytes = 10 * 1024 * 1024;
const longestSide = 4000;

export const photoPath = (kind: Kind, id: number, photo: number): string => `${recordPath(kind, id)}/photos/${photo}`;
export const thumbnailPath = (kind: Kind, id: number, photo: number): string =>
  `${photoPath(kind, id, photo)}/thumbnail`;

export type Uploaded =
  | { state: "done"; record: RecordDocument }
  | { state: "refused"; refusal: Refusal }
  | { state: "unreachable" };

interface Upload {
  kind: Kind;
  id: number;
  moment: Moment;
  file: Blob;
  idempotencyKey: string;
  /** From 0 to 1. */
  onProgress: (share: number) => void;
}

export async function uploadPhoto({ kind, id, moment, file, idempotencyKey, onProgress }: Upload): Promise<Uploaded> {
  const body = await fitting(file);
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${recordPath(kind, id)}/photos?moment=${moment}`);
    request.setRequestHeader("Content-Type", body.type);
    request.setRequestHeader("Idempotency-Key", idempotencyKey);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => done({ state: "unreachable" });
    request.onload = () => {
      const { status, statusText, responseText } = request;
      if (status === 401) return leadToSignIn();
      if (status === 201) return done({ state: "done", record: JSON.parse(responseText) });
      const retryAfter = Number(request.getResponseHeader("Retry-After")) || null;
      done({ state: "refused", refusal: refusalOf({ status, statusText, retryAfter }, responseText) });
    };
    request.send(body);
  });
}

/** The file itself, or a smaller picture where it is larger than the server takes. What no browser reads is sent as it is. */
async function fitting(file: Blob): Promise<Blob> {
  if (file.size <= mostBytes) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return await new Promise((done) => canvas.toBlob((smaller) => done(smaller ?? file), "image/jpeg", 0.85));
  } catch {
    return file;
  }
}
