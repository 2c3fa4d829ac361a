/** One forge as the rest of the program sees it: what it tells a job, and what it can be told. */
import type { Links } from '../report/links.ts';
import type { ForgeComment, ForgeContext } from './context.ts';

/** `gitea` takes the same files and calls as GitHub, but fewer; `generic` is any other CI, which is told nothing. */
export type ForgeKind = 'github' | 'gitea' | 'gitlab' | 'generic';

export interface Forge {
  readonly kind: ForgeKind;
  readonly context: ForgeContext;
  /** Where names of a report lead. @param head commit of the run */
  readonly links: (head: string | null) => Links;
  readonly limits: ForgeLimits;
  /** Opened when something is to be told first; a sentence where nothing can be: which token is missing, and how it is given. */
  readonly connect: (() => Promise<ForgeApi>) | string;
}

export interface ForgeLimits {
  /** Most bytes of a comment. */
  readonly commentBytes: number;
  /** Longest mermaid text of a page. */
  readonly mermaidLength: number;
}

/**
 * Calls to the forge about the repository of the job. Each throws an AutomlError FORGE that names the permission which is missing,
 * or NOT_FOUND; what passes by itself was tried again before.
 */
export interface ForgeApi {
  /** Comments below a pull or merge request. */
  comments(pull: number): Comments;
  setStatus(status: CommitStatus): Promise<void>;
  /** Null: the forge has none. */
  readonly deployments: Deployments | null;
  pull(number: number): Promise<PullState>;
  /** Numbers of those that are open. */
  openPulls(): Promise<readonly number[]>;
  /** Whether the person may push to the repository. @param user as `ForgeComment.author` */
  mayWrite(user: string): Promise<boolean>;
  react(comment: ForgeComment, reaction: Reaction): Promise<void>;
  close(): Promise<void>;
}

export type Reaction = 'seen' | 'done' | 'refused';

export interface Comments {
  /** All pages, oldest first. */
  list(): Promise<readonly StoredComment[]>;
  /** Null: it was deleted. */
  read(id: number): Promise<StoredComment | null>;
  create(body: string): Promise<StoredComment>;
  /** Null: it was deleted. */
  update(id: number, body: string): Promise<StoredComment | null>;
  /** Also when it is gone already. */
  remove(id: number): Promise<void>;
  /** The clock by which the forge dates comments, in milliseconds since the epoch, never behind it; null: it has not said yet. */
  time?(): number | null;
}

export interface StoredComment {
  readonly id: number;
  readonly body: string;
  /** It can be trusted to be written by this program: by the same account, or by one that nobody else can be. */
  readonly isOurs: boolean;
  /** Page of the comment; null: it is not said. */
  readonly url: string | null;
}

export interface CommitStatus {
  readonly commit: string;
  /** What tells it from other statuses of the commit: `automl / wine`. */
  readonly context: string;
  readonly state: 'pending' | 'success' | 'failure' | 'error';
  /** One line; cut to what the forge takes. */
  readonly description: string;
  /** Where it leads. */
  readonly url: string | null;
}

/** What stands in an environment, as the forge shows it. */
export interface Deployments {
  begin(deployment: NewDeployment): Promise<Deployment>;
  /** Everything of the environment stands no more. Also when there is none. */
  end(environment: string): Promise<void>;
  /** A sentence where services are not to be deployed before a person has agreed to it; null: nothing holds them back. */
  heldBack(environment: string): Promise<string | null>;
}

export interface NewDeployment {
  readonly environment: string;
  readonly commit: string;
  /** Of the job. */
  readonly logUrl: string | null;
  readonly isProduction: boolean;
  /** It goes away by itself: a preview. */
  readonly isTransient: boolean;
}

export interface Deployment {
  /** @param url where it answers; null: nowhere that a browser gets to */
  succeeded(url: string | null): Promise<void>;
  failed(description: string): Promise<void>;
}

export interface PullState {
  readonly number: number;
  readonly isOpen: boolean;
  /** Newest commit. */
  readonly head: string;
  /** Branch that it comes from. */
  readonly branch: string;
  readonly base: string;
  /** It comes from another repository. */
  readonly isFork: boolean;
}
