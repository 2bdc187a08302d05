// The tests' own `test`: with a demo enterprise that a worker shares among tests that only read, and one of its own for a
// test that changes or kills it. A page that reports an error fails its test.

import { test as base } from "@playwright/test";
import { Server } from "./server";

export { expect } from "@playwright/test";

interface Own {
  /** For this test alone. */
  ownServer: Server;
  pageErrors: string[];
}

interface Shared {
  /** Not to be changed; people may be let in. */
  demo: Server;
  /** Nobody can sign in to it yet. Not to be changed. */
  emptyServer: Server;
}

export const test = base.extend<Own, Shared>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: the first parameter must be a pattern.
    async ({}, use) => {
      const server = await Server.demo();
      await use(server);
      await server.remove();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  emptyServer: [
    // biome-ignore lint/correctness/noEmptyPattern: the first parameter must be a pattern.
    async ({}, use) => {
      const server = new Server();
      await server.run("init");
      await server.start();
      await use(server);
      await server.remove();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: the first parameter must be a pattern.
  ownServer: async ({}, use) => {
    const server = await Server.demo();
    await use(server);
    await server.remove();
  },
  pageErrors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      await use(errors);
      base.expect(errors, "errors on the page").toEqual([]);
    },
    { auto: true },
  ],
});
