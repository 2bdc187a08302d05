// The rating of each contractor: score and band, what it is made of, what forces it into D, and what would raise it.

import type { ComponentChildren } from "preact";
import type { Edition, Rating, RatingComponent, RestatedRating } from "../../api/documents.ts";
import { Marked } from "../../charts/marks.tsx";
import type { DeskSpeaker } from "../../text/desk_speaker.ts";
import type { PageProps } from "./page.ts";
import { RestatedNote, Table } from "./parts.tsx";
import {
  disputeWords,
  inputWords,
  raiseWords,
  ratingOrder,
  recordWords,
  scoreWords,
  shortWords,
  tellingRaises,
} from "./rating_words.ts";
import { ratingSides } from "./restated_words.ts";

export function Ratings({ edition, address, say, restated }: PageProps & { restated: readonly RestatedRating[] }) {
  const { t } = say;
  const ratings = edition.ratings ?? [];
  const others = edition.rating_table ?? [];
  if (ratings.length + others.length === 0) return <p>{t("ratings_absent")}</p>;
  const version = edition.rating_policy?.version;
  const asked = address.asked.get("organization");
  return (
    <>
      <p>{t("rating_reading")}</p>
      <div class="ratings">
        {ratingOrder(ratings, say).map((rating) => (
          <RatingCard key={rating.organization} rating={rating} open={rating.organization === asked} say={say}>
            {restated
              .filter(({ organization }) => organization === rating.organization)
              .map((each) => (
                <RestatedNote
                  key="restated"
                  sides={ratingSides(each, say)}
                  edition={edition.edition}
                  address={address}
                  scope={`organization:${rating.organization}`}
                  say={say}
                />
              ))}
          </RatingCard>
        ))}
      </div>
      {others.length > 0 && <RatingTable own={ratings} others={others} say={say} />}
      {typeof version === "number" && <p class="quiet">{t("rating_policy_version", { version })}</p>}
    </>
  );
}

interface TableProps {
  own: readonly Rating[];
  others: NonNullable<Edition["rating_table"]>;
  say: DeskSpeaker;
}

/** Where one's own contractors stand among the others, of whom no more is told. */
function RatingTable({ own, others, say }: TableProps) {
  const { t } = say;
  const mine = own.map(({ organization, score, band }) => ({
    own: true,
    name: say.organization(organization),
    score,
    band,
  }));
  const rows = [...mine, ...others.map((other) => ({ ...other, own: false }))];
  rows.sort((a, b) => (b.score ?? -1) - (a.score ?? -1) || Number(b.own) - Number(a.own));
  return (
    <Table caption={t("rating_table")} head={[t("contractor"), t("rating_score"), t("rating_band")]}>
      {rows.map(({ own, name, score, band }, index) => (
        <tr key={`${index} ${name}`} data-part={own ? "own-rating" : undefined}>
          <th scope="row">{own ? <b>{name}</b> : (name ?? t("another_contractor"))}</th>
          <td>{score === null ? "–" : say.number(score, 1)}</td>
          <td>{band ?? "–"}</td>
        </tr>
      ))}
    </Table>
  );
}

interface CardProps {
  rating: Rating;
  open: boolean;
  say: DeskSpeaker;
  /** What has become known of it since. */
  children: ComponentChildren;
}

function RatingCard({ rating, open, say, children }: CardProps) {
  const { t } = say;
  const name = say.organization(rating.organization);
  return (
    <details class="rating" open={open} data-part={`rating-${rating.organization}`}>
      <summary>
        <span class={`band band-${(rating.band ?? "none").toLowerCase()}`}>{rating.band ?? "–"}</span>
        <span class="rating-name">{name}</span>
        <span class="rating-score">{scoreWords(rating, say)}</span>
        {rating.persistent.length > 0 && <Marked kind="breach">{t("persistent")}</Marked>}
        {rating.gates.map(({ gate }) => (
          <Marked kind="breach" key={gate}>
            {say.named("gate_", gate)}
          </Marked>
        ))}
        {rating.disputed && rating.disputed.length > 0 && <Marked kind="attention">{t("disputed")}</Marked>}
        {children}
      </summary>
      <DisputedInputs rating={rating} say={say} />
      {rating.gates.length > 0 && (
        <>
          <p>{t("gates_reading")}</p>
          <ul>
            {rating.gates.map((gate) => (
              <li key={gate.gate}>
                <b>{say.named("gate_", gate.gate)}</b>
                {gate.since && `, ${t("since", { date: say.date(gate.since) })}`}
                {gate.records.length > 0 && `: ${recordWords(gate.records, rating, say)}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {rating.persistent.length > 0 && (
        <>
          <p>{t("persistent_reading")}</p>
          <ul>
            {rating.persistent.map(({ rule, records }) => (
              <li key={rule}>
                <b>{say.named("rule_", rule)}</b>
                {records.length > 0 && `: ${recordWords(records, rating, say)}`}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t("components_caption", { name })}</h3>
      <ul class="components">
        {rating.components.map((component) => (
          <Component key={component.id} component={component} rating={rating} say={say} />
        ))}
      </ul>
    </details>
  );
}

/** What is disputed, and the rating with it and without it. */
function DisputedInputs({ rating, say }: { rating: Rating; say: DeskSpeaker }) {
  const { t } = say;
  const { disputed, without_disputed } = rating;
  if (!disputed || disputed.length === 0) return null;
  return (
    <>
      <p>{t("disputed_reading")}</p>
      <ul>
        {disputed.map((dispute) => (
          <li key={dispute.reference}>{disputeWords(dispute, say)}</li>
        ))}
      </ul>
      {without_disputed && (
        <p>
          {t("rated_with_disputed", {
            rating: shortWords({ ...rating, persistent: rating.persistent.length > 0 }, say),
          })}
          <br />
          {t("rated_without_disputed", { rating: shortWords(without_disputed, say) })}
        </p>
      )}
    </>
  );
}

function Component({ component, rating, say }: { component: RatingComponent; rating: Rating; say: DeskSpeaker }) {
  const raises = tellingRaises(component, rating);
  const { t } = say;
  const points = component.assessed
    ? t("points_of", { points: say.number(component.points, 1), possible: component.possible })
    : t("not_assessed");
  return (
    <li class={component.assessed ? "component" : "component component-unknown"}>
      <p>
        <b>{say.named("component_", component.id)}</b>
        <br />
        {points}
      </p>
      <p class="quiet">{component.inputs.map((input) => inputWords(input, say)).join("; ")}</p>
      {raises.length > 0 && (
        <div>
          <p class="quiet">{t("would_raise")}:</p>
          <ul>
            {raises.map((raise) => (
              <li key={`${raise.action} ${raise.amount}`}>{raiseWords(raise, say)}</li>
            ))}
          </ul>
        </div>
      )}
    </li>
  );
}
