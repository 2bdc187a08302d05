// The last edition, kept in the browser, so that a screen shows something after a power cut even before it finds its
// server. One per scope; what cannot be read or belongs to another layout of the message is thrown away.

import type { WallMessage } from "../contract/wall.ts";

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

interface Kept {
  /** Of the message; raise it when older kept editions can no longer be drawn. */
  layout: 1;
  message: WallMessage;
}

export class KeptEdition {
  private readonly key: string;

  constructor(
    private readonly shelf: Shelf | null,
    scope: string,
  ) {
    this.key = `safetycell.wall.${scope}`;
  }

  load(): WallMessage | null {
    try {
      const kept: Kept | null = JSON.parse(this.shelf?.getItem(this.key) || "null");
      if (kept?.layout === 1 && kept.message.type === "edition") return kept.message;
    } catch {
      this.forget();
    }
    return null;
  }

  /** A full or forbidden store costs the screen its memory, never its picture. */
  save(message: WallMessage): void {
    try {
      const kept: Kept = { layout: 1, message };
      this.shelf?.setItem(this.key, JSON.stringify(kept));
    } catch {
      this.forget();
    }
  }

  forget(): void {
    try {
      this.shelf?.removeItem(this.key);
    } catch {
      // Nothing can be done about a store that refuses even this.
    }
  }
}

/** Some televisions forbid the store, and then throw on touching it. */
export function browserShelf(): Shelf | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
