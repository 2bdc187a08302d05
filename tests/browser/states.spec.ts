// Every state of the board on every kind of screen in both languages: it says what it must, and nothing sticks out.

import { expect, test } from "./support/test";
import { example, heroDays, overflowing, part, type Staged, stage } from "./support/wall";

const day = 24 * 60;
const restated = example("wall.restated");

const onlyInTotals = example("wall.since_start");
for (const count of onlyInTotals.day_counts) {
  Object.assign(count, { days: null, last_on: null, record: null, only_in_totals: true });
}

const history = example("wall");
Object.assign(history, { kind: "out_of_slot", slot: null, as_of: "2014-12-31T18:59:00Z", as_of_date: "2014-12-31" });

const smallCrew = example("wall.demo");
for (const count of smallCrew.day_counts) Object.assign(count, { days: 90, streak_probability: 0.9 });

const newCrew = example("wall.since_start");
for (const count of newCrew.day_counts) count.streak_probability = 0.92;

const counted = example("wall");
counted.counter_changes = [
  { class: "lti", old_days: 112, new_days: 8, last_on: "2026-11-04" },
  { class: "tri", old_days: 5, new_days: 13, last_on: "2026-10-30" },
];
counted.changes = counted.changes.map((change) => ({
  ...change,
  new_value: change.old_value,
  new_numerator: change.old_numerator,
  old_left_out: 0,
  new_left_out: change.id === "ltifr" ? 1 : 0,
}));

const states: Record<string, { staged: Staged; en: RegExp; ru: RegExp }> = {
  live: { staged: { message: example("wall"), minutes: 5 }, en: /Live/, ru: /На связи/ },
  "no rate": {
    staged: { message: example("wall.no_rate"), minutes: 5 },
    en: /No rate hours missing/,
    ru: /Нет коэффициента нет отработанных часов/,
  },
  incomplete: {
    staged: { message: example("wall.incomplete"), minutes: 5 },
    en: /\+1 where hours are missing.*14 of 15 organizations/,
    ru: /\+1 там, где нет часов.*14 из 15 организаций/,
  },
  restated: { staged: { message: restated, minutes: 5 }, en: /LTIFR 1 → 2/, ru: /LTIFR 1 → 2/ },
  provisional: { staged: { message: restated, minutes: 5 }, en: /Provisional/, ru: /Предварительно/ },
  "since start": {
    staged: { message: example("wall.since_start"), minutes: 5 },
    en: /since records began/,
    ru: /с начала учёта/,
  },
  "only in totals": {
    staged: { message: onlyInTotals, minutes: 5 },
    en: /Not known Days since the last lost-time injury.*it is in a period total\..*Not known/,
    ru: /Неизвестно Дней без травм с потерей рабочего времени.*она в итоге за период\..*Неизвестно/,
  },
  history: {
    staged: { message: history, minutes: 5 },
    en: /Data of 31 Dec 2014, 23:59.*These figures are 11 years old/,
    ru: /Данные на 31 дек 2014, 23:59.*Данные отстали на 11 лет/,
  },
  "counters reset": {
    staged: { message: counted, minutes: 5 },
    en: /Days without LTI: started again on 4 November \(was 112\)/,
    ru: /Дни без LTI: счёт заново с 4 ноября \(было 112\)/,
  },
  "small crew": {
    staged: { message: smallCrew, minutes: 5 },
    en: /9 chances in 10 at the average rate: expected, no achievement/,
    ru: /При средней частоте 9 шансов из 10: ожидаемо, не достижение/,
  },
  "new crew": {
    staged: { message: newCrew, minutes: 5 },
    en: /since records began 9 chances in 10/,
    ru: /с начала учёта При средней частоте 9 шансов из 10/,
  },
  demo: {
    staged: { message: example("wall.demo"), minutes: 5 },
    en: /Demo invented data/,
    ru: /Демо данные вымышлены/,
  },
  site: {
    staged: { message: example("wall.site"), minutes: 5 },
    en: /Северный рудник.*\(late\)/,
    ru: /\(с опозданием\)/,
  },
  stale: {
    staged: { message: example("wall"), minutes: day / 2 + 7 * 60 },
    en: /Next edition is 7 hours late/,
    ru: /Выпуск опаздывает на 7 часов/,
  },
  old: {
    staged: { message: example("wall.demo"), minutes: 3 * day },
    en: /Data of 12 Nov, 18:00/,
    ru: /Данные на 12 ноя, 18:00/,
  },
  offline: {
    staged: { message: example("wall.incomplete"), minutes: 65, lost: true },
    en: /No connection since 19:05, showing edition 231/,
    ru: /Нет связи с 19:05, на экране выпуск 231/,
  },
  "offline and old": {
    staged: { message: restated, minutes: 3 * day, lost: true },
    en: /Data of 12 Nov, 20:20.*No connection since/,
    ru: /Данные на 12 ноя, 20:20.*Нет связи с/,
  },
  "wrong clock": {
    staged: { message: example("wall"), minutes: 5, skewMinutes: 420 },
    en: /This screen’s clock is fast by 7 hours/,
    ru: /Часы экрана спешат на 7 часов/,
  },
  waiting: { staged: { message: null, minutes: 5 }, en: /Waiting for the first edition/, ru: /Ждём первый выпуск/ },
  "lost before the first": { staged: { message: null, minutes: 5, lost: true }, en: /No connection/, ru: /Нет связи/ },
};

const screens = {
  "1080p": { width: 1920, height: 1080 },
  "4K": { width: 3840, height: 2160 },
  upright: { width: 1080, height: 1920 },
  phone: { width: 390, height: 844 },
  "old office screen": { width: 1280, height: 1024 },
};

for (const [screen, viewport] of Object.entries(screens)) {
  for (const language of ["en", "ru"] as const) {
    test(`every state on ${screen}, ${language}`, async ({ context, demo }) => {
      for (const [name, state] of Object.entries(states)) {
        await test.step(name, async () => {
          const page = await context.newPage();
          await page.setViewportSize(viewport);
          await stage(page, demo.origin, `lang=${language}`, state.staged);
          await expect
            .poll(async () => (await page.locator("#board").innerText()).replace(/\s+/g, " "))
            .toMatch(new RegExp(state[language].source, "is"));
          expect(await overflowing(page), name).toEqual([]);
          await page.evaluate(() => localStorage.clear());
          await page.close();
        });
      }
    });
  }
}

test("long names and large numbers fit too", async ({ context, demo }) => {
  const message = example("wall.restated");
  message.enterprise = "Общество с ограниченной ответственностью «Северо-Западная горно-металлургическая компания»";
  message.scope = { id: "site:x", name: "Обогатительная фабрика № 2 имени Первооткрывателей" };
  message.demo = true;
  for (const count of message.day_counts) {
    Object.assign(count, {
      days: 12_345,
      last_on: "1993-01-24",
      record: 12_345,
      provisional: true,
      streak_probability: 0.94,
    });
  }
  Object.assign(message.violations, {
    found: 284_120,
    open: 12_042,
    overdue: 1_907,
    awaiting_verification: 1_205,
    due: 251_000,
    on_time: 240_088,
    overdue_by_severity: { critical: 107, high: 300, medium: 1_000, low: 500 },
  });
  message.completeness = {
    ...message.completeness,
    organizations: 1_004,
    complete: 985,
    missing: Array(8).fill("ООО «Длинное название подрядной организации»"),
  };
  for (const language of ["en", "ru"]) {
    for (const [screen, viewport] of Object.entries(screens)) {
      const page = await context.newPage();
      await page.setViewportSize(viewport);
      await stage(page, demo.origin, `lang=${language}&scope=site:x`, { message, minutes: 5 });
      await expect(heroDays(page)).toBeVisible();
      expect(await overflowing(page), `${screen}, ${language}`).toEqual([]);
      await page.close();
    }
  }
});

test("text from people stays text", async ({ page, demo }) => {
  const message = example("wall.incomplete");
  const attack = "<img src=x><b>&amp;";
  message.enterprise = attack;
  message.scope = { id: "site:x", name: attack };
  message.completeness.missing = [attack];
  await stage(page, demo.origin, "scope=site:x", { message, minutes: 5 });
  await expect(page.locator(".header-scope")).toHaveText(attack);
  await expect(page.locator(".header-enterprise")).toHaveText(attack);
  await expect(part(page, "changes")).toContainText(attack);
  expect(await page.locator("#board img").count()).toBe(0);
});

test("old figures are dimmed and hatched, fresh ones are not", async ({ page, demo }) => {
  const look = () =>
    heroDays(page).evaluate((element) => {
      const style = getComputedStyle(element);
      return { colour: style.color, hatched: style.backgroundImage.includes("repeating-linear-gradient") };
    });
  const board = await stage(page, demo.origin, "", { message: example("wall"), minutes: 5 });
  const fresh = await look();
  await board.advance(26 * 60);
  const old = await look();
  expect(fresh.hatched).toBe(false);
  expect(old.hatched).toBe(true);
  expect(old.colour).not.toBe(fresh.colour);
});

test("no rate is said as large as a figure, its shape beside the words", async ({ page, demo }) => {
  for (const language of ["en", "ru"]) {
    await stage(page, demo.origin, `lang=${language}`, { message: example("wall.no_rate"), minutes: 5 });
    const look = await part(page, "ltifr")
      .locator(".rate-none")
      .evaluate((element) => {
        const box = (selector: string) => (element.querySelector(selector) as Element).getBoundingClientRect();
        const [mark, words, reason] = [box(".mark"), box("b"), box(".rate-reason")];
        return {
          size: Number.parseFloat(getComputedStyle(element.querySelector("b") as Element).fontSize) / innerHeight,
          markLeftOfWords: mark.right <= words.left && mark.right > words.left - mark.width,
          markBesideWords: mark.top < reason.bottom && mark.bottom > words.top,
        };
      });
    expect(look).toEqual({ size: expect.closeTo(0.054, 3), markLeftOfWords: true, markBesideWords: true });
    await page.evaluate(() => localStorage.clear());
  }
});

test("a reset counter and an injury beside the rate are never told as no change", async ({ page, demo }) => {
  await stage(page, demo.origin, "", { message: counted, minutes: 5 });
  const changes = part(page, "changes");
  await expect(changes).toContainText("Days without LTI: started again on 4 November (was 112)");
  await expect(changes).toContainText("Days without TRI: 5 → 13");
  await expect(changes).toContainText("LTIFR: 1 injury counted beside the rate: hours are missing");
  await expect(changes).not.toContainText("have not changed");
});

for (const screen of ["1080p", "4K", "upright"] as const) {
  test(`three hundredths of ${screen} stay free wherever the drift goes`, async ({ page, demo }) => {
    const { width, height } = screens[screen];
    await page.setViewportSize({ width, height });
    await stage(page, demo.origin, "", { message: example("wall.demo"), minutes: 5 });
    const margins = await page.locator("#board").evaluate((board) => {
      board.style.transition = "none";
      const free: number[] = [];
      for (const [x, y] of [
        [-1, -1],
        [1, -1],
        [-1, 1],
        [1, 1],
      ]) {
        board.style.setProperty("--drift-x", String(x));
        board.style.setProperty("--drift-y", String(y));
        for (const element of Array.from(board.querySelectorAll("*"))) {
          const box = element.getBoundingClientRect();
          // The box of an inline element is higher than its line, and than the letters in it.
          if (box.width === 0 || getComputedStyle(element).display === "inline") continue;
          free.push(
            box.left / innerWidth,
            1 - box.right / innerWidth,
            box.top / innerHeight,
            1 - box.bottom / innerHeight,
          );
        }
      }
      return { least: Math.min(...free), drift: new DOMMatrix(getComputedStyle(board).transform).e };
    });
    expect(margins.least).toBeGreaterThanOrEqual(0.0299);
    expect(margins.drift).toBeGreaterThan(0);
  });
}

test("the board drifts, within its margin", async ({ page, demo }) => {
  const board = await stage(page, demo.origin, "", { message: example("wall"), minutes: 5 });
  const places = new Set<string>();
  for (let minute = 0; minute < 25; minute++) {
    await board.advance(1);
    const place = await page
      .locator("#board")
      .evaluate((element) => [
        element.style.getPropertyValue("--drift-x"),
        element.style.getPropertyValue("--drift-y"),
      ]);
    places.add(place.join());
  }
  expect(places.size).toBeGreaterThan(20);
});
