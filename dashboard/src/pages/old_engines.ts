// What the oldest televisions (Chromium 67 to 70) lack and the packages use. Imported before anything else.

if (typeof window.queueMicrotask !== "function") {
  window.queueMicrotask = (work) => {
    Promise.resolve()
      .then(work)
      .catch((fault) => {
        setTimeout(() => {
          throw fault;
        });
      });
  };
}
