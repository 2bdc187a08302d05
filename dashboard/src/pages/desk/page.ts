import type { Edition } from "../../api/documents.ts";
import type { Session } from "../../api/session.ts";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import type { Address } from "./address.ts";

/** What a page is given once its edition is here. */
export interface PageProps {
  edition: Edition;
  address: Address;
  say: DeskSpeaker;
}

/** What a page is given that is about no edition. */
export interface AloneProps {
  address: Address;
  say: DeskSpeaker;
}

/** And that is for whoever is signed in. */
export interface PeopleProps extends AloneProps {
  session: Session;
}
