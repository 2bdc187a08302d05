// Moves the board a little every minute, so that nothing burns into the glass of a screen that shows the same picture for
// years. It stays within the safe margin and glides, so that nobody sees it; the styles turn the numbers into a place.

/** Two periods without a common divisor: the board comes back to a place after seven hours. */
const across = 21;
const down = 20;

/** Where the board stands in a minute, from -1 to 1 on each axis. */
export function driftAt(minute: number): { x: number; y: number } {
  return {
    x: Math.sin((2 * Math.PI * (minute % across)) / across),
    y: Math.sin((2 * Math.PI * (minute % down)) / down),
  };
}

export function drift(element: HTMLElement, minute: number): void {
  const { x, y } = driftAt(minute);
  element.style.setProperty("--drift-x", x.toFixed(3));
  element.style.setProperty("--drift-y", y.toFixed(3));
}
