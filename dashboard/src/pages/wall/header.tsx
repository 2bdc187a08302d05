import type { WallMessage } from "../../contract/wall.ts";
import { writeTime, writeWeekday } from "../../text/dates.ts";
import type { Speaker } from "../../text/speaker.ts";

/** The words for the standing scopes are the page's; a site has a name of its own. */
export function scopeName(scope: WallMessage["scope"], { t }: Speaker): string {
  switch (scope.id) {
    case "enterprise":
      return t("scope_enterprise");
    case "own":
      return t("scope_own");
    case "contractors":
      return t("scope_contractors");
    default:
      return scope.name;
  }
}

/** Longer names take smaller letters, so that the figures keep their place. */
const longNames = 48;

export function Header({ message, say }: { message: WallMessage | null; say: Speaker }) {
  const length = message ? scopeName(message.scope, say).length + message.enterprise.length : 0;
  return (
    <header class="header">
      <h1 class={length > longNames ? "header-names header-names-long" : "header-names"}>
        {message && (
          <>
            <span class="header-scope">{scopeName(message.scope, say)}</span>
            <span class="header-enterprise">{message.enterprise}</span>
          </>
        )}
      </h1>
      {message?.demo && (
        <p class="header-demo">
          <strong>{say.t("demo")}</strong> <span>{say.t("demo_detail")}</span>
        </p>
      )}
      <p class="header-clock">
        <span class="header-date">{writeWeekday(say.t, say.now)}</span>
        <span class="header-time">{writeTime(say.now)}</span>
      </p>
    </header>
  );
}
