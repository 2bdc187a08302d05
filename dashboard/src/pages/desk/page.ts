import type { Edition } from "../../api/documents.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import type { Address } from "./address.ts";

/** What a page is given once its edition is here. */
export interface PageProps {
  edition: Edition;
  address: Address;
  say: DeskSpeaker;
}
