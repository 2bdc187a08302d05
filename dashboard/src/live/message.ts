// Tells the messages of the server apart. A message of a kind this page does not know is left alone: a newer server may
// send more than an older page understands. The server's own tests hold it to the schemas, so the fields are believed.

import type { HeartbeatMessage } from "../contract/heartbeat.ts";
import type { WallMessage } from "../contract/wall.ts";

export type LiveMessage = HeartbeatMessage | WallMessage;

/** Which field of a request an error of the server is about; empty: none in particular. */
export function errorField(text: string): string {
  try {
    return String(JSON.parse(text)?.error?.field || "");
  } catch {
    return "";
  }
}

export function parseMessage(text: string): LiveMessage | null {
  try {
    const message = JSON.parse(text);
    if (message?.type === "edition" && Number.isInteger(message.edition)) return message;
    if (message?.type === "heartbeat" && typeof message.now === "string") return message;
  } catch {
    // A frame that is no JSON is no message either.
  }
  return null;
}
