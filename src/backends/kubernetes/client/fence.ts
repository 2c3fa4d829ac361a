/** What stands before each call that changes something: whoever has lost the right to change things must not. */

export interface Fence {
  /** Settles when the call may be made now. @throws when it never may be again */
  pass(): Promise<void>;
}
