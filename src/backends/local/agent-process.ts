/** One step agent as a child process: its control channel, its output, its end. */
import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { agentMessage, type AgentMessage } from '../result.ts';

export interface AgentCommand {
  readonly python: string;
  /** The agent's `__main__.py`. */
  readonly agent: string;
  /** Where Python keeps compiled modules. */
  readonly bytecode: string;
  readonly spec: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface AgentListener {
  message(message: AgentMessage): void;
  /** Output of the code; the stream stands still until the promise is there. */
  output(chunk: Buffer): Promise<void>;
}

export interface AgentEnd {
  readonly code: number | null;
  readonly signal: string | null;
  /** What the agent itself complained about, last part. */
  readonly trouble: string;
}

export class AgentProcess {
  readonly #child: ChildProcess;
  #exited = false;
  /** Settles when the process ended and all it said was handed over. */
  readonly ended: Promise<AgentEnd>;

  constructor(command: AgentCommand, listener: AgentListener) {
    // A session of its own: Ctrl-C at the terminal reaches the driver alone, which then asks each agent.
    this.#child = spawn(
      command.python,
      ['-I', '-S', '-X', `pycache_prefix=${command.bytecode}`, command.agent, command.spec],
      {
        detached: true,
        stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
        env: { ...command.env, AUTOML_CONTROL_FD: '3', AUTOML_LIFELINE: 'stdin' },
      },
    );
    const { stdout, stderr, stdio } = this.#child;
    let trouble = '';
    const control = new MessageReader(
      (message) => {
        listener.message(message);
      },
      (line) => (trouble += `unreadable message: ${line.slice(0, 200)}\n`),
    );
    // The life line is never written to; a broken one only means that the agent ended first.
    this.#child.stdin?.on('error', () => undefined);
    const reading = [
      readAll(stdout, (chunk) => listener.output(chunk)),
      readAll(stderr, (chunk) => {
        trouble = (trouble + chunk.toString()).slice(-4000);
        return undefined;
      }),
      readAll(stdio[3] as Readable, (chunk) => {
        control.push(chunk);
        return undefined;
      }),
    ];
    this.ended = new Promise((resolve) => {
      this.#child.once('error', (error) => {
        this.#exited = true;
        resolve({ code: null, signal: null, trouble: error.message });
      });
      this.#child.once('exit', (code, signal) => {
        this.#exited = true;
        void Promise.all(reading).then(() => {
          resolve({ code, signal, trouble });
        });
      });
    });
  }

  /** TERM asks the agent to stop the code and say how it ended; KILL is for an agent that does not answer. */
  signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    if (!this.#exited) this.#child.kill(signal);
  }
}

async function readAll(stream: Readable | null, take: (chunk: Buffer) => Promise<void> | undefined): Promise<void> {
  if (stream === null) return;
  try {
    for await (const chunk of stream) await take(chunk as Buffer);
  } catch {
    // A pipe that breaks when the process dies has nothing more to say; the exit tells the rest.
  }
}

/** Lines of JSON. Bytes are joined before decoding: a character may be split between chunks. */
class MessageReader {
  readonly #take: (message: AgentMessage) => void;
  readonly #refuse: (line: string) => void;
  #rest: Buffer = Buffer.alloc(0);

  constructor(take: (message: AgentMessage) => void, refuse: (line: string) => void) {
    this.#take = take;
    this.#refuse = refuse;
  }

  push(chunk: Buffer): void {
    const bytes = Buffer.concat([this.#rest, chunk]);
    const end = bytes.lastIndexOf(10) + 1;
    this.#rest = bytes.subarray(end);
    for (const line of bytes.subarray(0, end).toString().split('\n')) {
      if (line !== '') this.#read(line);
    }
  }

  #read(line: string): void {
    const parsed = agentMessage.safeParse(parseJson(line));
    if (parsed.success) this.#take(parsed.data);
    else this.#refuse(line);
  }
}

/** Undefined when the text is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
