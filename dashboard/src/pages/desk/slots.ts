// Times of publication as people type them, and as the server takes them.

/** "6, 18.30" is 06:00 and 18:30; the first text that is no time of a day is `wrong`. */
export function readSlots(typed: string): { slots: string[]; wrong: string | null } {
  const slots: string[] = [];
  for (const text of typed.split(/[\s,;]+/).filter(Boolean)) {
    const found = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text);
    const [hours, minutes] = found ? [Number(found[1]), Number(found[2] ?? "0")] : [24, 0];
    if (hours > 23 || minutes > 59) return { slots, wrong: text };
    const slot = `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
    if (!slots.includes(slot)) slots.push(slot);
  }
  return { slots: slots.sort(), wrong: null };
}

export function writeSlots(slots: readonly string[]): string {
  return slots.join(", ");
}
