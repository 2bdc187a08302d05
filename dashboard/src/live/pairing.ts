// Pairing: the page is opened once with the token that an administrator made for this screen, behind the number sign. The
// screen then has a cookie of its own, and the token is void.

export function pairingToken(hash: string): string | null {
  return /^#pair=(sc_[0-9a-f]+)$/.exec(hash)?.[1] ?? null;
}

/** Ends whatever comes of it: a screen that was started with a used link is paired already, or will be told. */
export async function pairThisScreen(): Promise<void> {
  const token = pairingToken(window.location.hash);
  if (!token) return;
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  try {
    await fetch("/api/v1/screen", {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token }),
    });
  } catch {
    // Without its server there is nothing to show either, and the board says so.
  }
}
