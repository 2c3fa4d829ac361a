/** Where a name in a report leads; the forge knows. Absent: it stays plain text. */
export interface Links {
  /** Page of the CI job. */
  readonly run?: string;
  readonly commit?: string;
  /** A file at the run's commit, by its path in the repository; null for one that the forge can't show. */
  readonly file?: (path: string, line: number | null) => string | null;
}
