// A turn of the event loop: what was begun before is handed to the system, and what it has answered is taken.

export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
