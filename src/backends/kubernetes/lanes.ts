/** Runs jobs side by side, at most so many at a time. @throws what the first that failed threw, when all have ended */
export async function inLanes(lanes: number, jobs: readonly (() => Promise<void>)[]): Promise<void> {
  const queue = jobs.values();
  const failures: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (const job of queue) await job().catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (failures.length > 0) throw failures[0];
}
